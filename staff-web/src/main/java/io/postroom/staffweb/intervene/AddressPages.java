package io.postroom.staffweb.intervene;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Reason;
import io.postroom.staffweb.pages.Typed;
import io.postroom.staffweb.readmodel.SuppressionTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lets an address that is not written to be written to again. It is named by its key: the address itself stays in the session. */
@Controller
final class AddressPages {
    private final SuppressionTable suppressions;
    private final Interventions interventions;

    AddressPages(SuppressionTable suppressions, Interventions interventions) {
        this.suppressions = suppressions;
        this.interventions = interventions;
    }

    @GetMapping("/addresses/{key}/release")
    String ask(Staff staff, @PathVariable String key, Typed typed, Model model) {
        return page(held(staff, key), typed.of("reason"), Reason.problem(typed), model);
    }

    @PostMapping("/addresses/{key}/release")
    String release(Staff staff, @PathVariable String key, @RequestParam(defaultValue = "") String reason, Model model,
            RedirectAttributes next) {
        SuppressionTable.Held held = held(staff, key);
        String problem = Reason.problem(reason);
        if (problem != null) {
            return page(held, reason, problem, model);
        }
        interventions.release(held, staff, reason.strip());
        next.addFlashAttribute("done", "address.done");
        return "redirect:/look-up/results";
    }

    private SuppressionTable.Held held(Staff staff, String key) {
        Permission.require(staff, Act.RELEASE_ADDRESS);
        return suppressions.held(List.of(key)).stream().findFirst().orElseThrow(NotFoundException::new);
    }

    private static String page(SuppressionTable.Held held, String reason, @Nullable String problem, Model model) {
        model.addAttribute("held", held);
        model.addAttribute("reason", reason);
        model.addAttribute("problem", problem);
        return "intervene/address";
    }
}
