package io.postroom.smsworker;

import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import io.postroom.worker.Attempt;
import io.postroom.worker.Provider;
import io.postroom.worker.ProviderLimits;
import io.postroom.worker.ProviderResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** One SMPP account: its links, and texts handed over in as many parts as they need. */
final class SmppProvider implements Provider<SmsRequest> {
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(3);
    /** Texts that may be sent whole elsewhere leave their entry behind. */
    private static final int RESENT = 10_000;
    /** Those that must not be doubled wait here; more of them than the engine tracks of all partitions of an instance. */
    private static final int ASKED = 1_000_000;
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final SmppSettings settings;
    private final List<SmppLink> links;
    private final TextParts texts;
    private final Submission submission;
    private final StatusCodes codes;
    private final PartialTexts resent = new PartialTexts(RESENT);
    private final PartialTexts asked = new PartialTexts(ASKED);
    private final AtomicInteger turn = new AtomicInteger();

    SmppProvider(SmppSettings settings, List<SmppLink> links, Submission submission) {
        this.settings = settings;
        this.links = List.copyOf(links);
        this.texts = new TextParts(settings.defaultAlphabet(), settings.concatenation());
        this.submission = submission;
        this.codes = new StatusCodes(settings.statusCodes());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ProviderLimits limits() {
        return new ProviderLimits(settings.ratePerSecond(), settings.sessions() * settings.window(), PROBE);
    }

    @Override
    public void start() throws InterruptedException {
        links.forEach(SmppLink::start);
        // Usually the SMSC is there; then the first message need not find the provider closed.
        for (SmppLink link : links) {
            link.awaitFirstTry(PATIENCE_AT_START);
        }
    }

    @Override
    public void stop() {
        links.forEach(SmppLink::stop);
    }

    @Override
    public ProviderResult send(SmsRequest request, Attempt attempt) throws InterruptedException {
        UUID id = request.getIdentity().getNotificationId();
        List<TextPart> parts = texts.of(id, request.getText());
        boolean mayDouble = request.getTerms().getUnknownOutcome() == UnknownOutcomePolicy.RESEND;
        PartialTexts partial = mayDouble ? resent : asked;
        List<String> references = new ArrayList<>(partial.take(id));
        boolean ended = false;
        try {
            ProviderResult result = send(request, parts, references, attempt);
            ended = switch (result) {
                case ProviderResult.Accepted _,ProviderResult.PermanentRecipient _,ProviderResult.PermanentContent _ ->
                    true;
                case ProviderResult.Unknown _ -> !mayDouble;
                case ProviderResult.Transient _,ProviderResult.Throttled _,ProviderResult.Unfinished _,ProviderResult.Configuration _,ProviderResult.SenderRefused _ ->
                    false;
            };
            return result;
        } finally {
            if (!ended) {
                partial.keep(id, references);
            }
        }
    }

    private ProviderResult send(SmsRequest request, List<TextPart> parts, List<String> references, Attempt attempt)
            throws InterruptedException {
        for (boolean first = true; references.size() < parts.size(); first = false) {
            ProviderResult failure = send(request, parts.get(references.size()), references, attempt, first);
            if (failure != null) {
                return failure;
            }
            // Providers count and charge parts: each has a place of its own in the contracted rate.
            if (references.size() < parts.size() && !attempt.nextCall()) {
                return new ProviderResult.Unfinished();
            }
        }
        return new ProviderResult.Accepted(references, null);
    }

    /** Adds the part's reference, or says why there is none. */
    private @Nullable ProviderResult send(SmsRequest request, TextPart part, List<String> references, Attempt attempt,
            boolean first) throws InterruptedException {
        SmppLink link = linkWithRoom();
        boolean late = link == null;
        if (link == null) {
            link = boundLink();
            if (link == null) {
                return new ProviderResult.Configuration(links.getFirst().failure());
            }
            if (!link.window().tryAcquire(settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new ProviderResult.Throttled(settings.throttleDelay());
            }
        }
        try {
            // Its place in the rate was that of the moment before it waited for the window.
            if (!(first ? attempt.firstCall() : !late || attempt.nextCall())) {
                return new ProviderResult.Unfinished();
            }
            SMPPSession session = link.bound();
            return session == null
                    ? new ProviderResult.Configuration(link.failure())
                    : result(submission.submit(session, request, part), request, references);
        } finally {
            link.window().release();
        }
    }

    private @Nullable ProviderResult result(Submission.Answer answer, SmsRequest request, List<String> references) {
        return switch (answer) {
            case Submission.Answer.Taken(String messageId) -> {
                // An SMSC that gives no id sends no receipts either; the id of ours keeps the acceptance in order.
                references.add(messageId.isBlank()
                        ? request.getIdentity().getNotificationId().toString()
                        : settings.responseId().reference(messageId));
                yield null;
            }
            case Submission.Answer.Refused(int status) -> refused(status);
            case Submission.Answer.Unsendable(String detail) -> new ProviderResult.PermanentContent(detail);
            case Submission.Answer.Silent(String detail) -> new ProviderResult.Unknown(detail);
        };
    }

    private ProviderResult refused(int status) {
        String detail = StatusCodes.detail(status);
        return switch (codes.verdict(status)) {
            case THROTTLED -> new ProviderResult.Throttled(settings.throttleDelay());
            case TRANSIENT -> ProviderResult.Transient.of(detail);
            case RECIPIENT -> new ProviderResult.PermanentRecipient(StatusReason.UNKNOWN_RECIPIENT, detail);
            case CONTENT -> new ProviderResult.PermanentContent(detail);
            case SENDER -> new ProviderResult.SenderRefused(detail);
            case ACCOUNT -> new ProviderResult.Configuration(detail);
        };
    }

    /** A bound link, in turn, with a permit of its window taken; null if no window has room. */
    private @Nullable SmppLink linkWithRoom() {
        int first = turn.getAndIncrement();
        for (int i = 0; i < links.size(); i++) {
            SmppLink link = links.get(Math.floorMod(first + i, links.size()));
            if (link.bound() != null && link.window().tryAcquire()) {
                return link;
            }
        }
        return null;
    }

    private @Nullable SmppLink boundLink() {
        int first = turn.getAndIncrement();
        for (int i = 0; i < links.size(); i++) {
            SmppLink link = links.get(Math.floorMod(first + i, links.size()));
            if (link.bound() != null) {
                return link;
            }
        }
        return null;
    }
}
