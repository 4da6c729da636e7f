package io.postroom.staffweb.batch;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Typed;
import io.postroom.staffweb.pages.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sending, approving, withdrawing and stopping. What somebody else did in the meantime is simply shown. */
@Controller
public class DecisionPages {
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final BatchTable table;
    private final RowTable rows;
    private final SentToday sentToday;
    private final Decisions decisions;
    private final BatchViews views;
    private final Limits limits;
    private final Supplier<? extends Collection<String>> services;
    private final Clock clock;

    DecisionPages(BatchTable table, RowTable rows, SentToday sentToday, Decisions decisions, BatchViews views,
            Limits limits,
            Supplier<? extends Collection<String>> services, Clock clock) {
        this.table = table;
        this.rows = rows;
        this.sentToday = sentToday;
        this.decisions = decisions;
        this.views = views;
        this.limits = limits;
        this.services = services;
        this.clock = clock;
    }

    @PostMapping("/batches/{id}/send")
    String send(Staff staff, @PathVariable UUID id, @RequestParam Map<String, String> typed,
            @ModelAttribute("words") Words words, Model model) {
        Batch batch = find(staff, id, Act.SEND);
        if (batch.state() != BatchState.CHECKED) {
            return to(batch);
        }
        SendForm form = new SendForm(typed);
        Map<String, String> faults = sentToday.lookedAgain(batch,
                () -> send(staff, find(staff, id, Act.SEND), form, form.seenSentToday(batch), words));
        return faults.isEmpty() ? to(batch) : views.page(staff, find(staff, id, Act.SEND), form, faults, model);
    }

    /** Sends it, unless something is wrong with the choice. */
    private Map<String, String> send(Staff staff, Batch batch, SendForm form, int seenSentToday, Words words) {
        RowTable.Amount amount = rows.count(batch.id(), form.leavesOutRepeated(), form.leavesOutSentToday());
        Map<String, String> faults = faults(batch, form, amount, words);
        int sentToday = batch.checked().sentToday();
        if (sentToday > seenSentToday || sentToday < seenSentToday && form.leavesOutSentToday()) {
            faults.putIfAbsent(sentToday > 0 ? "today" : "nothing", words.say("sheet.today.changed", sentToday));
        }
        if (faults.isEmpty()) {
            decisions.send(staff, batch, new Batch.Choice(form.leavesOutRepeated(), form.leavesOutSentToday(),
                    amount.messages(), amount.parts(), sendAt(form), Batch.Person.of(staff), null),
                    amount.messages() > limits.approvalAbove());
        }
        return faults;
    }

    /** After an answer that was refused, the page's address is that of its form. */
    @GetMapping("/batches/{id}/send")
    String refused(Staff staff, @PathVariable UUID id, Typed typed, @ModelAttribute("words") Words words, Model model) {
        Batch batch = find(staff, id, Act.SEE_SPREADSHEETS);
        if (typed.isNothing() || batch.state() != BatchState.CHECKED) {
            return to(batch);
        }
        SendForm form = new SendForm(typed.fields());
        return views.page(staff, batch, form, faults(batch, form,
                rows.count(id, form.leavesOutRepeated(), form.leavesOutSentToday()), words), model);
    }

    @GetMapping("/batches/{id}/approve")
    String notApproved(Staff staff, @PathVariable UUID id) {
        return to(find(staff, id, Act.SEE_SPREADSHEETS));
    }

    @PostMapping("/batches/{id}/approve")
    String approve(Staff staff, @PathVariable UUID id, @ModelAttribute("words") Words words, Model model) {
        Batch batch = find(staff, id, Act.APPROVE);
        if (batch.state() == BatchState.TO_APPROVE) {
            if (batch.isOf(staff)) {
                throw new AccessDeniedException("Nobody approves their own.");
            }
            if (!views.isCurrent(batch)) {
                return views.page(staff, batch, new SendForm(Map.of()),
                        Map.of("template", words.say("sheet.outdated")), model);
            }
            Instant sendAt = batch.choice().sendAt();
            if (sendAt != null && sendAt.isBefore(clock.instant())) {
                return views.page(staff, batch, new SendForm(Map.of()), Map.of("time", words.say("sheet.too-late")),
                        model);
            }
            decisions.approve(staff, batch);
        }
        return to(batch);
    }

    @PostMapping("/batches/{id}/withdraw")
    String withdraw(Staff staff, @PathVariable UUID id) {
        Batch batch = find(staff, id, Act.SEE_SPREADSHEETS);
        decisions.withdraw(staff, batch);
        return to(batch);
    }

    @PostMapping("/batches/{id}/stop")
    String stop(Staff staff, @PathVariable UUID id) {
        Batch batch = find(staff, id, Act.SEE_SPREADSHEETS);
        decisions.stop(staff, batch);
        return to(batch);
    }

    /** What is wrong with a choice, by field. */
    private Map<String, String> faults(Batch batch, SendForm form, RowTable.Amount amount, Words words) {
        Instant sendAt = sendAt(form);
        Map<String, String> faults = new LinkedHashMap<>();
        if (!views.isCurrent(batch)) {
            faults.put("template", words.say("sheet.outdated"));
        } else if (amount.messages() == 0) {
            faults.put("nothing", words.say("sheet.nothing"));
        }
        if (batch.checked().bad() > 0 && !form.isTicked("bad")) {
            faults.put("bad", words.say("sheet.bad.choose", batch.checked().bad()));
        }
        if (!form.isLater() && !"now".equals(form.of("when"))) {
            faults.put("when", words.say("sheet.when.none"));
        } else if (form.isLater() && sendAt == null) {
            faults.put("day", words.say("sheet.when.not-a-time"));
        } else if (sendAt != null && !sendAt.isAfter(clock.instant())) {
            faults.put("day", words.say("sheet.when.past"));
        } else if (sendAt != null && sendAt.isAfter(clock.instant().plus(LONGEST_WAIT))) {
            faults.put("day", words.say("sheet.when.far", LONGEST_WAIT.toDays()));
        }
        return faults;
    }

    private static @Nullable Instant sendAt(SendForm form) {
        return form.isLater() ? form.time().orElse(null) : null;
    }

    private Batch find(Staff staff, UUID id, Act act) {
        Permission.require(staff, act);
        return table.find(id, staff.services(act, services.get())).orElseThrow(NotFoundException::new);
    }

    private static String to(Batch batch) {
        return "redirect:/batches/" + batch.id();
    }
}
