package io.postroom.staffweb.audit;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.Permission;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows administrators who did and saw what. */
@Controller
public class AuditPage {
    private static final int LINES = 200;

    private final AuditTrail audit;
    private final Supplier<? extends Collection<String>> services;

    /** A page about some services. */
    public AuditPage(AuditTrail audit, Supplier<? extends Collection<String>> services) {
        this.audit = audit;
        this.services = services;
    }

    @GetMapping("/audit")
    String show(Staff staff, Model model) {
        Permission.require(staff, Act.SEE_AUDIT);
        Set<String> mine = staff.services(Act.SEE_AUDIT, services.get());
        model.addAttribute("lines", audit.latest(mine, mine.containsAll(services.get()), LINES));
        return "audit";
    }
}
