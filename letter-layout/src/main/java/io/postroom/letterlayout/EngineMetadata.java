package io.postroom.letterlayout;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Keeps the layout engine from writing XMP metadata, which {@link FixedMetadata} replaces (ADR 0029). The engine has no
 * setting for it: whether it writes them and whether it tags the pages is one switch. The tagging is decided when the
 * renderer is made; the switch for the metadata is a private field that is read later, and is turned off in between.
 */
final class EngineMetadata {

    private static final VarHandle WRITES_METADATA = handle();

    private EngineMetadata() {}

    static void turnOff(PdfBoxRenderer renderer) {
        WRITES_METADATA.set(renderer, false);
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.privateLookupIn(PdfBoxRenderer.class, MethodHandles.lookup())
                    .findVarHandle(PdfBoxRenderer.class, "_pdfUaConformance", boolean.class);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            throw new IllegalStateException(
                    "This version of openhtmltopdf-pdfbox is another one than Postroom was built"
                            + " with; see ADR 0029 for what to look at.",
                    e);
        }
    }
}
