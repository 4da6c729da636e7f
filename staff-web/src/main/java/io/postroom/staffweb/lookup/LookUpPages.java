package io.postroom.staffweb.lookup;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Typed;
import jakarta.servlet.http.HttpSession;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Looks up what was sent. What is looked for is personal data: it travels in the body of a request and stays in the
 * session, never in an address, which browsers and proxies write down.
 */
@Controller
public class LookUpPages {
    private static final String KNOWN = "look-up";
    private static final int LONGEST = 400;

    private final Register register;
    private final Supplier<? extends Collection<String>> services;
    private final AuditTrail audit;

    /** Pages about some services. */
    public LookUpPages(Register register, Supplier<? extends Collection<String>> services, AuditTrail audit) {
        this.register = register;
        this.services = services;
        this.audit = audit;
    }

    @GetMapping("/look-up")
    String ask(Staff staff, Typed typed, HttpSession session, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        if (!typed.isNothing()) {
            return refused(typed.of("known"), model);
        }
        if (session.getAttribute(KNOWN) instanceof String known) {
            model.addAttribute("known", known);
        }
        return "look-up";
    }

    @PostMapping("/look-up")
    String look(Staff staff, @RequestParam(defaultValue = "") String known, HttpSession session, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        if (known.isBlank() || known.length() > LONGEST) {
            return refused(known, model);
        }
        session.setAttribute(KNOWN, known);
        return "redirect:/look-up/results";
    }

    private static String refused(String known, Model model) {
        model.addAttribute("known", known);
        model.addAttribute("error", known.isBlank() ? "look-up.empty" : "look-up.long");
        return "look-up";
    }

    @GetMapping("/look-up/results")
    String results(Staff staff, HttpSession session, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        if (!(session.getAttribute(KNOWN) instanceof String known)) {
            return "redirect:/look-up";
        }
        audit.add(staff, AuditTrail.Entry.LOOKED_UP_A_CASE_OR_PERSON, allowed(staff));
        model.addAttribute("known", known);
        model.addAttribute("most", Register.MOST);
        model.addAttribute("found", register.search(known, allowed(staff)));
        model.addAttribute("mayRelease", staff.may(Act.RELEASE_ADDRESS));
        return "results";
    }

    @GetMapping("/notifications/{id}")
    String notification(Staff staff, @PathVariable UUID id, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        Found.Course course = register.course(id, allowed(staff)).orElseThrow(NotFoundException::new);
        audit.add(staff, AuditTrail.Entry.SAW_A_NOTIFICATION, course.message().service(), id.toString());
        model.addAttribute("message", course.message());
        model.addAttribute("timeline", Timeline.of(course));
        model.addAttribute("standing", Standing.of(course));
        String service = course.message().service();
        model.addAttribute("mayCancel", staff.may(Act.CANCEL, service));
        model.addAttribute("mayDecide", staff.may(Act.DECIDE, service));
        model.addAttribute("maySend", staff.may(Act.SEND, service));
        return "notification";
    }

    private Set<String> allowed(Staff staff) {
        return staff.services(Act.LOOK_UP, services.get());
    }
}
