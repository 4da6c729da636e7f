package io.postroom.staffweb.send;

import io.postroom.content.Language;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.lookup.Found;
import io.postroom.staffweb.lookup.Register;
import io.postroom.staffweb.lookup.Standing;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Reason;
import io.postroom.staffweb.pages.Typed;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Sends a message again, as a new one with a reason. The pages keep neither addresses nor what was written, so that these are asked
 * for; template, language and case are those of the message that it stands in for.
 */
@Controller
public class ResendPages {
    private final Register register;
    private final Catalogue catalogue;

    /** Pages about the messages of a register. */
    public ResendPages(Register register, Catalogue catalogue) {
        this.register = register;
        this.catalogue = catalogue;
    }

    @GetMapping("/notifications/{id}/resend")
    String ask(Staff staff, @PathVariable UUID id, Typed typed, Model model) {
        Found.Message message = message(staff, id);
        return page(message, choice(message), typed.of("reason"), Reason.problem(typed), model);
    }

    @PostMapping("/notifications/{id}/resend")
    String begin(Staff staff, @PathVariable UUID id, @RequestParam(defaultValue = "") String reason,
            HttpSession session, Model model) {
        Found.Message message = message(staff, id);
        Catalogue.Choice choice = choice(message);
        String problem = Reason.problem(reason);
        if (problem != null || choice == null) {
            return page(message, choice, reason, problem, model);
        }
        Draft draft = new Draft(UUID.randomUUID(), choice);
        Language language = Language.valueOf(message.language());
        if (choice.languages().contains(language)) {
            draft.speak(language);
        }
        draft.belongTo(Objects.requireNonNullElse(message.caseReference(), ""));
        draft.standInFor(id, reason.strip());
        Drafts.of(session).keep(draft);
        return "redirect:/send/" + draft.id() + "/" + Question.RECIPIENT;
    }

    private Found.Message message(Staff staff, UUID id) {
        Permission.require(staff, Act.SEND);
        Found.Course course = register.course(id, staff.services(Act.SEND, catalogue.services()))
                .orElseThrow(NotFoundException::new);
        if (!Standing.of(course).mayBeResent()) {
            throw new NotFoundException();
        }
        return course.message();
    }

    /** Null where its template is no more, or staff cannot fill it in. */
    private Catalogue.@Nullable Choice choice(Found.Message message) {
        return catalogue.choice(message.service(), message.templateId(),
                message.channel().toLowerCase(Locale.ROOT));
    }

    private static String page(Found.Message message, Catalogue.@Nullable Choice choice, String reason,
            @Nullable String problem, Model model) {
        model.addAttribute("message", message);
        model.addAttribute("possible", choice != null);
        model.addAttribute("reason", reason);
        model.addAttribute("problem", problem);
        return "send/resend";
    }
}
