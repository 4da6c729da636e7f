package io.postroom.staffweb.send;

import io.postroom.content.Checked;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterFields;
import io.postroom.content.letter.LetterText;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.content.template.Message;
import io.postroom.letterlayout.LaidOutLetter;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.rules.decision.Address;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Words;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Lays letters out as the print house will get them, and draws their pages for the screen. Safe for use by any thread. */
public final class LetterPictures {
    private static final float DOTS_PER_INCH = 96;

    private final LetterLayout layout;
    private final Clock clock;
    private final StationeryProfile stationery = StationeryProfile.standard();

    /** With a layout, as letters of the day. */
    public LetterPictures(LetterLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** How many pages a message has as a letter; 0 for what is no letter, or for one that cannot be laid out. */
    public int pages(PlannedMessage planned) {
        return document(planned).map(letter -> layout.layOut(letter, stationery).pages()).orElse(0);
    }

    /** The answer that shows a letter; that there is none for what cannot be laid out. */
    public ResponseEntity<byte[]> pdf(PlannedMessage planned) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "inline; filename=letter.pdf")
                .body(layOut(planned).pdf());
    }

    /** The answer that shows a page of a letter, from 1, as a PNG. */
    public ResponseEntity<byte[]> page(PlannedMessage planned, int page) {
        LaidOutLetter letter = layOut(planned);
        if (page < 1 || page > letter.pages()) {
            throw new NotFoundException();
        }
        try (PDDocument document = Loader.loadPDF(letter.pdf())) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page - 1, DOTS_PER_INCH);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LaidOutLetter layOut(PlannedMessage planned) {
        return layout.layOut(document(planned).orElseThrow(NotFoundException::new), stationery);
    }

    private Optional<LetterDocument> document(PlannedMessage planned) {
        if (!(planned.message() instanceof Message.LetterMessage letter)
                || !(planned.address() instanceof Address.Post(var address))) {
            return Optional.empty();
        }
        return LetterDocuments.letter(
                new LetterFields(address.reveal(), clock.instant().atZone(Words.ZONE).toLocalDate(),
                        Optional.ofNullable(letter.reference()), letter.contactLines()),
                new LetterText(planned.language(), letter.subject(),
                        letter.markdown())) instanceof Checked.Valid<LetterDocument>(LetterDocument document)
                                ? Optional.of(document)
                                : Optional.empty();
    }
}
