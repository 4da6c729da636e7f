package io.postroom.staffweb.overview;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How today goes. */
@Controller
public class OverviewPage {
    private final Numbers numbers;
    private final Supplier<? extends Collection<String>> services;
    private final Clock clock;

    /** A page about some services. */
    public OverviewPage(Numbers numbers, Supplier<? extends Collection<String>> services, Clock clock) {
        this.numbers = numbers;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/")
    String show(Staff staff, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        Set<String> allowed = staff.services(Act.LOOK_UP, services.get());
        LocalDate today = clock.instant().atZone(Words.ZONE).toLocalDate();
        Instant start = today.atStartOfDay(Words.ZONE).toInstant();
        List<Numbers.Row> rows = numbers.since(start, allowed);
        model.addAttribute("today", today);
        model.addAttribute("rows", rows);
        model.addAttribute("kinds", Numbers.Kind.values());
        model.addAttribute("chart", Chart.of(rows));
        model.addAttribute("failures", numbers.failures(start, allowed));
        model.addAttribute("waiting", numbers.waiting(allowed));
        return "overview";
    }
}
