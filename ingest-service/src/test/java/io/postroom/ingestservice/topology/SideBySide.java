package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.Samples;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Ingest and the model, given the same things one after the other, and what each of them says to the last. */
final class SideBySide implements AutoCloseable {
    private final TopologyHarness ingest;
    private final ReferenceModel model = new ReferenceModel(Samples.NOW);
    private final List<SpecificRecord> requests = new ArrayList<>();
    private final List<NotificationIdentity> said = new ArrayList<>();
    private List<String> real = List.of();
    private List<String> expected = List.of();
    private int given;

    SideBySide(Path rules) {
        this.ingest = new TopologyHarness(rules, null);
    }

    /** Whether both say the same of something that happens. */
    boolean agree(Input input) {
        ingest.forgetOutput();
        given++;
        give(input);
        listen();
        expected = model.after(input);
        return real.equals(expected);
    }

    private void listen() {
        requests.clear();
        said.clear();
        List<String> lines = new ArrayList<>();
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
                for (SpecificRecord request : ingest.requests(channel, lane)) {
                    requests.add(request);
                    said.add(Lines.identity(request));
                    lines.add(Lines.of(request, lane.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        ingest.statuses().forEach(status -> {
            said.add(status.getIdentity());
            lines.add(Lines.of(status));
        });
        requests.sort(Comparator.comparing(request -> Lines.identity(request).getNotificationId()));
        lines.sort(Comparator.naturalOrder());
        real = lines;
    }

    /** What ingest sent because of the last. */
    List<SpecificRecord> requests() {
        return requests;
    }

    /** All that ingest says of the last. */
    List<String> real() {
        return real;
    }

    /** What ingest alone says of the last. */
    List<String> unexpected() {
        return without(real, expected);
    }

    /** What the model alone says of the last. */
    List<String> missing() {
        return without(expected, real);
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }

    /** The notifications that ingest said something about. */
    List<NotificationIdentity> said() {
        return said;
    }

    Instant now() {
        return ingest.clock.instant();
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
                    .setCommandId(new UUID(7, given)).setAction(ControlAction.CANCEL)
                    .setTarget(NotificationTarget.newBuilder().setNotificationIds(ids).build())
                    .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy("somebody").setIssuedAt(now()).build());
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

    private static ReceiptRecord receipt(String reference, Channel channel, Instant at, Object content) {
        return ReceiptRecord.newBuilder().setProvider("provider").setProviderReference(reference).setChannel(channel)
                .setOccurredAt(at).setContent(content).build();
    }

    @Override
    public void close() {
        ingest.close();
    }
}
