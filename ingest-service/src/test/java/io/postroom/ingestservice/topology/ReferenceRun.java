package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.reference.GeneratedStream;
import io.postroom.ingestservice.reference.Input;
import io.postroom.ingestservice.reference.Lines;
import io.postroom.ingestservice.reference.ReferenceModel;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One stream through ingest and the model, step by step. */
final class ReferenceRun {
    /** What happened before, at most so many lines of it. */
    private static final int SHOWN = 40;

    private final TopologyHarness ingest;
    private final GeneratedStream stream;
    private final ReferenceModel model;
    private final long seed;
    private final List<Input> history = new ArrayList<>();

    private ReferenceRun(Path rules, long seed) {
        this.seed = seed;
        this.ingest = new TopologyHarness(rules, null);
        this.stream = new GeneratedStream(seed, Samples.NOW);
        this.model = new ReferenceModel(Samples.NOW);
    }

    /** The first difference in words; empty when there is none. */
    static String of(Path rules, long seed, int events) {
        ReferenceRun run = new ReferenceRun(rules, seed);
        try {
            while (run.stream.events() < events) {
                String difference = run.step();
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        } finally {
            run.ingest.close();
        }
    }

    private String step() {
        Input input = stream.next();
        history.add(input);
        give(input);
        List<SpecificRecord> requests = new ArrayList<>();
        List<String> real = new ArrayList<>();
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
                for (SpecificRecord request : ingest.requests(channel, lane)) {
                    requests.add(request);
                    real.add(Lines.of(request, lane.name().toLowerCase(java.util.Locale.ROOT)));
                }
            }
        }
        ingest.statuses().forEach(status -> real.add(Lines.of(status)));
        real.sort(Comparator.naturalOrder());
        List<String> expected = model.after(input);
        if (!real.equals(expected)) {
            return difference(input, real, expected, requests);
        }
        requests.sort(Comparator.comparing(request -> Lines.identity(request).getNotificationId()));
        stream.sent(requests);
        ingest.forgetOutput();
        return "";
    }

    /** Events do not print what they say; these are nobody's. */
    private static String words(Input input) {
        return input instanceof Input.Event(var event)
                ? event.getId() + " " + event.getType() + " of " + event.getTime() + " " + event.getSource() + " "
                        + event.getCaseReference() + " "
                        + event.getRecipients().stream().map(one -> one.getRole() + " " + one.getReference() + " "
                                + one.getMobile() + " " + one.getEmail() + " " + one.getAddressLines() + " "
                                + one.getPreferredChannel() + " not by " + one.getOptOuts()).toList()
                        + " " + event.getData().keySet()
                : input.toString();
    }

    private void give(Input input) {
        switch (input) {
            case Input.Event(var event) -> ingest.publish(event);
            case Input.Pass(var time) -> ingest.advance(time);
            case Input.Heard(var identity, var state, var reason, var at) -> ingest.status(NotificationStatus
                    .newBuilder().setIdentity(identity).setState(state).setReason(reason).setOccurredAt(at).build());
            case Input.Accepted(var reference, var identity, int parts, int attempt, var at) ->
                ingest.receive(receipt(reference, identity.getChannel(), at,
                        Acceptance.newBuilder().setIdentity(identity).setParts(parts).setAttempt(attempt).build()));
            case Input.Reported(var reference, var identity, var state, var reason, var at) ->
                ingest.receive(receipt(reference, identity.getChannel(), at,
                        DeliveryReport.newBuilder().setState(state).setReason(reason).build()));
            case Input.Cancelled(var ids) -> publish(TopologyHarness.TOPICS.control(), ControlCommand.newBuilder()
                    .setCommandId(new UUID(7, history.size())).setAction(ControlAction.CANCEL)
                    .setTarget(NotificationTarget.newBuilder().setNotificationIds(ids).build())
                    .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy("somebody")
                    .setIssuedAt(ingest.clock.instant()).build());
            case Input.Decided(var identity, var address, var since, var until, var releasedAt) -> ingest.publish(
                    TopologyHarness.TOPICS.suppression(), identity.getRecipientKey(), Suppression.newBuilder()
                            .setRecipientKey(identity.getRecipientKey()).setChannel(identity.getChannel())
                            .setReason(StatusReason.CANCELLED_BY_PERSON).setSince(since).setUntil(until)
                            .setReleasedBy(releasedAt == null ? null : "somebody").setReleasedAt(releasedAt).build());
        }
    }

    private void publish(String topic, SpecificRecord value) {
        ingest.publish(topic, ingest.avro(topic, value), new RecordHeaders());
    }

    private static ReceiptRecord receipt(String reference, Channel channel, java.time.Instant at, Object content) {
        return ReceiptRecord.newBuilder().setProvider("provider").setProviderReference(reference).setChannel(channel)
                .setOccurredAt(at).setContent(content).build();
    }

    /** Whether it is about a message of one of these events, whichever channel it goes by. */
    private static boolean isOf(Set<String> events, Input input) {
        return switch (input) {
            case Input.Event(var event) -> events.contains(event.getId());
            case Input.Heard heard -> events.contains(heard.identity().getEventId());
            case Input.Accepted accepted -> events.contains(accepted.identity().getEventId());
            case Input.Reported reported -> events.contains(reported.identity().getEventId());
            case Input.Decided decided -> events.contains(decided.identity().getEventId());
            case Input.Pass ignored -> false;
            case Input.Cancelled ignored -> false;
        };
    }

    private String difference(Input input, List<String> real, List<String> expected, List<SpecificRecord> requests) {
        List<String> missing = new ArrayList<>(expected);
        real.forEach(missing::remove);
        List<String> unexpected = new ArrayList<>(real);
        expected.forEach(unexpected::remove);
        List<String> ids = Stream.concat(missing.stream(), unexpected.stream()).map(line -> line.split(" ")[1])
                .distinct().toList();
        String about = input instanceof Input.Event(var event) ? event.getCaseReference() : "";
        Set<String> events = requests.stream().map(Lines::identity)
                .filter(one -> ids.contains(one.getNotificationId().toString()))
                .map(NotificationIdentity::getEventId).collect(Collectors.toSet());
        List<String> before = history.stream()
                .filter(one -> isOf(events, one) || ids.stream().anyMatch(id -> one.toString().contains(id))
                        || one instanceof Input.Event(var event) && event.getCaseReference().equals(about))
                .map(ReferenceRun::words).toList();
        return "seed " + seed + ", step " + history.size() + ", " + ingest.clock.instant() + "\nafter " + words(input)
                + "\nonly the model says:\n  " + String.join("\n  ", missing) + "\nonly ingest says:\n  "
                + String.join("\n  ", unexpected) + "\nwhat happened before:\n  "
                + String.join("\n  ", before.subList(Math.max(0, before.size() - SHOWN), before.size()));
    }
}
