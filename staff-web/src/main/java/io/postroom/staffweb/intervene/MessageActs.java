package io.postroom.staffweb.intervene;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.lookup.Found;
import io.postroom.staffweb.lookup.Register;
import io.postroom.staffweb.lookup.Standing;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Reason;
import io.postroom.staffweb.pages.Typed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes a message back, and says what became of one of which nobody was certain. */
@Controller
final class MessageActs {
    private static final String ARRIVED = "arrived";
    private static final String NOT_ARRIVED = "not-arrived";

    private final Register register;
    private final Supplier<? extends Collection<String>> services;
    private final Interventions interventions;

    MessageActs(Register register, Supplier<? extends Collection<String>> services, Interventions interventions) {
        this.register = register;
        this.services = services;
        this.interventions = interventions;
    }

    @GetMapping("/notifications/{id}/cancel")
    String askToCancel(Staff staff, @PathVariable UUID id, Typed typed, Model model) {
        Found.Course course = course(staff, Act.CANCEL, id);
        if (!Standing.of(course).mayBeCancelled()) {
            return toMessage(id);
        }
        return page("intervene/cancel", course, typed.of("reason"), Reason.problem(typed), model);
    }

    @PostMapping("/notifications/{id}/cancel")
    String cancel(Staff staff, @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Model model,
            RedirectAttributes next) {
        Found.Course course = course(staff, Act.CANCEL, id);
        if (!Standing.of(course).mayBeCancelled()) {
            next.addFlashAttribute("done", "cancel.late");
            return toMessage(id);
        }
        String problem = Reason.problem(reason);
        if (problem != null) {
            return page("intervene/cancel", course, reason, problem, model);
        }
        interventions.cancel(course.message(), staff, reason.strip());
        next.addFlashAttribute("done", "cancel.done");
        return toMessage(id);
    }

    @GetMapping("/notifications/{id}/decide")
    String askToDecide(Staff staff, @PathVariable UUID id, Typed typed, Model model) {
        Found.Course course = course(staff, Act.DECIDE, id);
        if (!Standing.of(course).mayBeDecided()) {
            return toMessage(id);
        }
        String outcome = typed.of("outcome");
        model.addAttribute("outcome", outcome);
        return decidePage(course, typed.isNothing() || isOutcome(outcome), typed.of("reason"),
                Reason.problem(typed), model);
    }

    @PostMapping("/notifications/{id}/decide")
    String decide(Staff staff, @PathVariable UUID id, @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes next) {
        Found.Course course = course(staff, Act.DECIDE, id);
        if (!Standing.of(course).mayBeDecided()) {
            next.addFlashAttribute("done", "decide.late");
            return toMessage(id);
        }
        model.addAttribute("outcome", outcome);
        boolean chosen = isOutcome(outcome);
        String problem = Reason.problem(reason);
        if (!chosen || problem != null) {
            return decidePage(course, chosen, reason, problem, model);
        }
        boolean first = interventions.decide(course.message(), outcome.equals(ARRIVED), staff, reason.strip());
        next.addFlashAttribute("done", first ? "decide.done" : "decide.late");
        return toMessage(id);
    }

    private static boolean isOutcome(String typed) {
        return typed.equals(ARRIVED) || typed.equals(NOT_ARRIVED);
    }

    private Found.Course course(Staff staff, Act act, UUID id) {
        Permission.require(staff, act);
        return register.course(id, staff.services(act, services.get())).orElseThrow(NotFoundException::new);
    }

    private static String decidePage(Found.Course course, boolean chosen, String reason, @Nullable String problem,
            Model model) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!chosen) {
            problems.put("outcome", "decide.none");
        }
        if (problem != null) {
            problems.put("reason", problem);
        }
        model.addAttribute("unchosen", !chosen);
        model.addAttribute("problems", problems);
        return page("intervene/decide", course, reason, problem, model);
    }

    private static String page(String view, Found.Course course, String reason, @Nullable String problem,
            Model model) {
        model.addAttribute("message", course.message());
        model.addAttribute("reason", reason);
        model.addAttribute("problem", problem);
        return view;
    }

    private static String toMessage(UUID id) {
        return "redirect:/notifications/" + id;
    }
}
