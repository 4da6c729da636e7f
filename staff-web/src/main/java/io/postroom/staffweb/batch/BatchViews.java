package io.postroom.staffweb.batch;

import io.postroom.content.Channel;
import io.postroom.content.email.EmailRenderer;
import io.postroom.content.template.Message;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.database.Sparing;
import io.postroom.staffweb.pages.Words;
import io.postroom.staffweb.send.Catalogue;
import io.postroom.staffweb.send.LetterPictures;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.ui.Model;

/** What the page of a spreadsheet shows, by where the spreadsheet stands. */
final class BatchViews {
    /** Seconds after which a page that changes by itself is asked for again, where no script does it. */
    static final int REFRESH = 3;
    private static final int SHOWN_ROWS = 20;
    private static final Duration WATCHED = Duration.ofHours(1);
    private static final Set<BatchState> MOVING = Set.of(BatchState.UPLOADED, BatchState.SENDING, BatchState.SENT,
            BatchState.STOPPED);

    private final BatchTable table;
    private final RowTable rows;
    private final Sparing<UUID, Tally.Count> tally;
    private final Catalogue catalogue;
    private final Samples samples;
    private final LetterPictures letters;
    private final Limits limits;
    private final Clock clock;

    BatchViews(BatchTable table, RowTable rows, Tally tally, Catalogue catalogue, Samples samples,
            LetterPictures letters, Limits limits, Clock clock) {
        this.table = table;
        this.rows = rows;
        this.tally = new Sparing<>(tally::of);
        this.catalogue = catalogue;
        this.samples = samples;
        this.letters = letters;
        this.limits = limits;
        this.clock = clock;
    }

    /** The page, with what was typed into its form and what is wrong with that, by field. */
    String page(Staff staff, Batch batch, SendForm form, Map<String, String> faults, Model model) {
        model.addAttribute("faults", faults);
        model.addAttribute("form", form);
        model.addAttribute("maySend", staff.may(Act.SEND, batch.wording().service()));
        live(batch, model);
        return switch (batch.state()) {
            case UPLOADED -> "batch/checking";
            case NOT_USABLE -> "batch/not-usable";
            case CHECKED -> {
                checked(batch, model);
                yield "batch/checked";
            }
            case TO_APPROVE -> {
                sample(batch, model);
                model.addAttribute("mayApprove", staff.may(Act.APPROVE, batch.wording().service()));
                model.addAttribute("own", batch.isOf(staff));
                model.addAttribute("cost", cost(batch, batch.choice().parts()));
                yield "batch/to-approve";
            }
            case SENDING, SENT, STOPPED -> "batch/sending";
            case WITHDRAWN -> "batch/withdrawn";
        };
    }

    /** What changes by itself. */
    void live(Batch batch, Model model) {
        model.addAttribute("batch", batch);
        if (batch.state() == BatchState.SENDING || batch.state() == BatchState.SENT
                || batch.state() == BatchState.STOPPED) {
            Tally.Count now = tally.of(batch.id());
            model.addAttribute("tally", now.kinds());
            model.addAttribute("gone", now.gone());
            model.addAttribute("scheduled", batch.choice().sendAt() != null
                    && batch.choice().sendAt().isAfter(clock.instant()));
            model.addAttribute("stopping", batch.state() != BatchState.STOPPED && table.isStopAskedFor(batch.id()));
            boolean mayBeStopped = batch.state() == BatchState.SENDING
                    || batch.state() == BatchState.SENT && now.isAnyWaiting();
            model.addAttribute("mayBeStopped", mayBeStopped);
            if (!mayBeStopped && !isWatched(batch, now)) {
                return;
            }
        }
        if (MOVING.contains(batch.state())) {
            model.addAttribute("refresh", REFRESH);
        }
    }

    /**
     * While something waits, however long that is, and an hour for what the provider has. Of some of that nothing more is ever
     * heard, and nobody's window is to ask for it for days.
     */
    private boolean isWatched(Batch batch, Tally.Count now) {
        Instant ended = batch.endedAt();
        return !batch.redacted() && now.isAnyWaiting()
                || now.isAnyUnderWay() && (ended == null || ended.plus(WATCHED).isAfter(clock.instant()));
    }

    private void checked(Batch batch, Model model) {
        sample(batch, model);
        model.addAttribute("outdated", !isCurrent(batch));
        model.addAttribute("badRows", rows.bad(batch.id(), SHOWN_ROWS));
        model.addAttribute("repeats", rows.repeated(batch.id(), SHOWN_ROWS));
        model.addAttribute("cost", cost(batch, batch.checked().parts()));
        model.addAttribute("limit", limits.approvalAbove());
        model.addAttribute("sameFile", table.sameFileSince(batch,
                LocalDate.ofInstant(clock.instant(), Words.ZONE).atStartOfDay(Words.ZONE).toInstant()).orElse(null));
    }

    /** Whether what was checked is still what would be sent. */
    boolean isCurrent(Batch batch) {
        Batch.Wording wording = batch.wording();
        return wording.isOf(
                catalogue.template(wording.service(), wording.template(), wording.channel(), wording.language()));
    }

    /** In pounds with pence, or an empty text where no price is known. */
    private String cost(Batch batch, long parts) {
        BigDecimal pence = batch.wording().channel() == Channel.SMS
                ? limits.pencePerText()
                : batch.wording().channel() == Channel.LETTER ? limits.pencePerLetter() : null;
        return pence == null
                ? ""
                : String.format(java.util.Locale.UK, "£%,.2f",
                        pence.multiply(BigDecimal.valueOf(parts)).movePointLeft(2));
    }

    /** The first message, as ingest will make it. */
    private void sample(Batch batch, Model model) {
        samples.of(batch).ifPresent(planned -> {
            switch (planned.message()) {
                case Message.SmsMessage sms -> model.addAttribute("sample", sms.text());
                case Message.EmailMessage email -> model.addAttribute("sample", email.subject() + "\n\n"
                        + EmailRenderer.render(email.subject(), email.markdown(), planned.language()).plainText());
                case Message.LetterMessage letter -> model.addAttribute("samplePages", letters.pages(planned));
            }
        });
    }
}
