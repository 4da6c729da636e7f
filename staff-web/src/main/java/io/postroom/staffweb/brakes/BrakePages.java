package io.postroom.staffweb.brakes;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Reason;
import io.postroom.staffweb.pages.Typed;
import io.postroom.staffweb.readmodel.BrakeTable;
import io.postroom.staffweb.send.Catalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows what is stopped, stops more, and lets it go again. */
@Controller
public class BrakePages {
    private static final String LIST = "redirect:/brakes";
    private static final String SEND = "send";
    private static final String CANCEL = "cancel";

    private final BrakeTable brakes;
    private final Catalogue catalogue;
    private final BrakeCommands commands;

    /** Pages about the brakes of a catalogue's services. */
    public BrakePages(BrakeTable brakes, Catalogue catalogue, BrakeCommands commands) {
        this.brakes = brakes;
        this.catalogue = catalogue;
        this.commands = commands;
    }

    @GetMapping("/brakes")
    String list(Staff staff, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        model.addAttribute("brakes", brakes.pulled(staff.services(Act.LOOK_UP, catalogue.services())));
        model.addAttribute("mayPull", staff.may(Act.PULL_BRAKE));
        model.addAttribute("releasable", staff.services(Act.RELEASE_BRAKE, catalogue.services()));
        return "brakes/list";
    }

    @GetMapping("/brakes/pull")
    String ask(Staff staff, @RequestParam(defaultValue = "") String service, Typed typed, Model model) {
        Permission.require(staff, Act.PULL_BRAKE);
        if (!typed.isNothing()) {
            known(staff, Act.PULL_BRAKE, typed.of("service"));
            return judged(BrakeForm.of(typed), !typed.of("change").isEmpty(), model);
        }
        Set<String> services = staff.services(Act.PULL_BRAKE, catalogue.services());
        if (service.isEmpty() && services.size() != 1) {
            model.addAttribute("services", services);
            return "brakes/service";
        }
        String chosen = service.isEmpty() ? services.iterator().next() : service;
        known(staff, Act.PULL_BRAKE, chosen);
        return form(new BrakeForm(chosen, null, null, null, null, null), Map.of(), model);
    }

    @PostMapping("/brakes/pull")
    String pull(Staff staff, @ModelAttribute("form") BrakeForm form, @RequestParam(defaultValue = "false") boolean sure,
            @RequestParam(defaultValue = "false") boolean change, Model model, RedirectAttributes next) {
        known(staff, Act.PULL_BRAKE, form.service());
        if (!sure || change || !problems(form).isEmpty()) {
            return judged(form, change, model);
        }
        commands.pull(form.scope(), staff, String.valueOf(form.reason()).strip());
        next.addFlashAttribute("done", "brake.done");
        return LIST;
    }

    @GetMapping("/brakes/{id}/release")
    String askToRelease(Staff staff, @PathVariable UUID id, Typed typed, Model model) {
        String waiting = typed.of("waiting");
        String reason = typed.of("reason");
        return releaseForm(brake(staff, id), waiting, reason,
                typed.isNothing() ? Map.of() : problems(waiting, reason), model);
    }

    @PostMapping("/brakes/{id}/release")
    String release(Staff staff, @PathVariable UUID id, @RequestParam(defaultValue = "") String waiting,
            @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes next) {
        BrakeTable.Pulled brake = brake(staff, id);
        Map<String, String> problems = problems(waiting, reason);
        if (!problems.isEmpty()) {
            return releaseForm(brake, waiting, reason, problems, model);
        }
        commands.release(brake.scope(), waiting.equals(CANCEL), staff, reason.strip());
        next.addFlashAttribute("done", "brake.released." + waiting);
        return LIST;
    }

    private static Map<String, String> problems(String waiting, String reason) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!waiting.equals(SEND) && !waiting.equals(CANCEL)) {
            problems.put("waiting", "brake.waiting.none");
        }
        String problem = Reason.problem(reason);
        if (problem != null) {
            problems.put("reason", problem);
        }
        return problems;
    }

    private BrakeTable.Pulled brake(Staff staff, UUID id) {
        Permission.require(staff, Act.RELEASE_BRAKE);
        return brakes.find(id, staff.services(Act.RELEASE_BRAKE, catalogue.services()))
                .orElseThrow(NotFoundException::new);
    }

    private void known(Staff staff, Act act, String service) {
        Permission.require(staff, act, service);
        if (!catalogue.services().contains(service)) {
            throw new NotFoundException();
        }
    }

    private Map<String, String> problems(BrakeForm form) {
        return form.problems(catalogue.rulesOf(form.service()), catalogue.templatesOf(form.service()));
    }

    /** The form with what is wrong with it, or what is asked before anything is done. */
    private String judged(BrakeForm form, boolean change, Model model) {
        Map<String, String> problems = problems(form);
        if (change || !problems.isEmpty()) {
            return form(form, problems, model);
        }
        model.addAttribute("form", form);
        model.addAttribute("scope", form.scope());
        return "brakes/check";
    }

    private String form(BrakeForm form, Map<String, String> problems, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("rules", catalogue.rulesOf(form.service()));
        model.addAttribute("templates", catalogue.templatesOf(form.service()));
        model.addAttribute("problems", problems);
        return "brakes/pull";
    }

    private static String releaseForm(BrakeTable.Pulled brake, String waiting, String reason,
            Map<String, String> problems, Model model) {
        model.addAttribute("brake", brake);
        model.addAttribute("waiting", waiting);
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "brakes/release";
    }
}
