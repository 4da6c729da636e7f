package io.postroom.staffweb.send;

import io.postroom.content.email.EmailRenderer;
import io.postroom.content.template.Message;
import io.postroom.content.template.Template;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A draft as the person will see it: the e-mail's own page, the letter's PDF and its pages as pictures. */
@Controller
public class PreviewPages {
    /** The e-mail brings its styles along, and nothing else may do anything in its frame. */
    private static final String EMAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    private final Catalogue catalogue;
    private final LetterPictures letters;
    private final Clock clock;

    /** Previews of what a catalogue has. */
    public PreviewPages(Catalogue catalogue, LetterPictures letters, Clock clock) {
        this.catalogue = catalogue;
        this.letters = letters;
        this.clock = clock;
    }

    @GetMapping("/send/{id}/email")
    ResponseEntity<String> email(Staff staff, @PathVariable UUID id, HttpSession session) {
        PlannedMessage planned = planned(staff, id, session);
        if (!(planned.message() instanceof Message.EmailMessage email)) {
            throw new NotFoundException();
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header("Content-Security-Policy", EMAIL_POLICY)
                .body(EmailRenderer.render(email.subject(), email.markdown(), planned.language()).html());
    }

    @GetMapping("/send/{id}/letter.pdf")
    ResponseEntity<byte[]> letter(Staff staff, @PathVariable UUID id, HttpSession session) {
        return letters.pdf(planned(staff, id, session));
    }

    @GetMapping("/send/{id}/letter/{page}.png")
    ResponseEntity<byte[]> page(Staff staff, @PathVariable UUID id, @PathVariable int page, HttpSession session) {
        return letters.page(planned(staff, id, session), page);
    }

    /** How many pages a letter has; 0 for what is no letter, or for one that cannot be laid out. */
    int pages(PlannedMessage planned) {
        return letters.pages(planned);
    }

    private PlannedMessage planned(Staff staff, UUID id, HttpSession session) {
        Permission.require(staff, Act.SEND);
        Draft draft = Drafts.of(session).find(id);
        if (draft == null) {
            throw new NotFoundException();
        }
        Permission.require(staff, Act.SEND, draft.service());
        Template wording = draft.language() == null
                ? null
                : catalogue.template(draft.service(), draft.templateId(), draft.channel(), draft.language());
        Instant now = clock.instant();
        if (wording == null || !(Preview.of(catalogue, draft.request(wording, wording.contentHash(), staff, now),
                now) instanceof Preview.Ready(PlannedMessage message))) {
            throw new NotFoundException();
        }
        return message;
    }
}
