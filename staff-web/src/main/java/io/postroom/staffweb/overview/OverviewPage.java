package io.postroom.staffweb.overview;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.database.Sparing;
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
    private final Sparing<Asked, Counted> numbers;
    private final Supplier<? extends Collection<String>> services;
    private final Clock clock;

    private record Asked(Instant start, Set<String> services) {}

    private record Counted(Numbers.Since today, List<Numbers.Waiting> waiting) {
        static Counted of(Numbers numbers, Asked asked) {
            return new Counted(numbers.since(asked.start(), asked.services()), numbers.waiting(asked.services()));
        }
    }

    /** A page about some services. */
    public OverviewPage(Numbers numbers, Supplier<? extends Collection<String>> services, Clock clock) {
        this.numbers = new Sparing<>(asked -> Counted.of(numbers, asked));
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/")
    String show(Staff staff, Model model) {
        Permission.require(staff, Act.LOOK_UP);
        Set<String> allowed = staff.services(Act.LOOK_UP, services.get());
        LocalDate today = clock.instant().atZone(Words.ZONE).toLocalDate();
        Instant start = today.atStartOfDay(Words.ZONE).toInstant();
        Counted counted = numbers.of(new Asked(start, allowed));
        model.addAttribute("today", today);
        model.addAttribute("rows", counted.today().rows());
        model.addAttribute("kinds", Numbers.Kind.values());
        model.addAttribute("chart", Chart.of(counted.today().rows()));
        model.addAttribute("failures", counted.today().failures());
        model.addAttribute("waiting", counted.waiting());
        return "overview";
    }
}
