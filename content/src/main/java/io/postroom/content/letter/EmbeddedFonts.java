package io.postroom.content.letter;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/** Looks for fonts that a page uses, directly or in a drawing within it, and that are not in the file. */
final class EmbeddedFonts {

    // Forms may contain each other, in a damaged file even themselves.
    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private EmbeddedFonts() {}

    static boolean areMissing(PDPage page) throws IOException {
        return new EmbeddedFonts().areMissing(page.getResources());
    }

    private boolean areMissing(@Nullable PDResources resources) throws IOException {
        if (resources == null || !seen.add(resources.getCOSObject())) {
            return false;
        }
        for (COSName name : resources.getFontNames()) {
            PDFont font = resources.getFont(name);
            if (font != null && !font.isEmbedded()) {
                return true;
            }
        }
        for (COSName name : resources.getXObjectNames()) {
            if (!resources.isImageXObject(name)) {
                PDXObject object = resources.getXObject(name);
                if (object instanceof PDFormXObject form && areMissing(form.getResources())) {
                    return true;
                }
            }
        }
        return false;
    }
}
