package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DispatchCoreTest {
    private static final UnknownPolicy POLICY = UnknownPolicy.RESEND;

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 100), GateConfig.of("other", 0, 100),
                    GateConfig.of("limited", 10, 100)));
    private final RecordedEffects effects = new RecordedEffects();
    private long now;
    private final EngineTime time = new EngineTime(() -> Instant.EPOCH.plusNanos(now), () -> now);
    private final DispatchCore core = new DispatchCore(config, effects, time,
            new EngineMeters(new SimpleMeterRegistry(), time, config));
    private final Lease staying = new Lease(new TopicPartition("topic", 0), Lane.NORMAL);
    private final Lease leaving = new Lease(new TopicPartition("topic", 1), Lane.NORMAL);

    private Slot offer(Lease lease, String key, long offset) {
        Slot slot = new Slot(lease, new ConsumerRecord<>("topic", 0, offset, key.getBytes(), new byte[0]), 0, false, 0);
        core.handle(new DispatchEvent.Offered(List.of(slot)));
        core.dispatch();
        return slot;
    }

    private Slot begin(Lease lease, String key, long offset, UnknownPolicy policy) {
        return begin(lease, key, offset, new RequestFacts("n", "service", List.of("provider"), null, policy));
    }

    private Slot begin(Lease lease, String key, long offset, RequestFacts facts) {
        Slot slot = offer(lease, key, offset);
        core.handle(new DispatchEvent.Read(slot, new ReadRequest<>(offset, facts)));
        core.dispatch();
        return slot;
    }

    private static RequestFacts from(String sender, String... gates) {
        return new RequestFacts("n", "service", List.of(gates), null, POLICY, sender);
    }

    private void refuseSender(Slot slot) {
        core.handle(new DispatchEvent.HandlerReturned(slot, new GateSignal.SenderRefused()));
        core.handle(new DispatchEvent.Ended(slot, new Ending.NoCost()));
        core.dispatch();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        core.dispatch();
    }

    private void end(Slot slot, Ending ending) {
        core.handle(new DispatchEvent.HandlerReturned(slot, new GateSignal.Success()));
        core.handle(new DispatchEvent.Ended(slot, ending));
        core.dispatch();
    }

    private DrainTicket close(Lease... leases) {
        DrainTicket ticket = new DrainTicket(Lane.NORMAL, List.of(leases));
        core.handle(new DispatchEvent.Close(ticket));
        core.dispatch();
        return ticket;
    }

    @Test
    void aRevokeWaitsForWhatIsRevokedAndTheRestGoesOn() {
        // Given
        Slot other = begin(staying, "a", 0, POLICY);
        Slot revoked = begin(leaving, "b", 0, POLICY);
        Slot behind = offer(leaving, "b", 1);

        // When
        DrainTicket ticket = close(leaving);
        Slot next = begin(staying, "c", 1, POLICY);

        // Then
        assertThat(effects.attempted).containsExactly(other, revoked, next).doesNotContain(behind);
        assertThat(ticket.drained()).isFalse();
        end(revoked, new Ending.Settled());
        assertThat(ticket.drained()).isTrue();
        assertThat(effects.attempted).as("the next of its key").doesNotContain(behind);
        assertThat(core.inFlight()).containsExactlyInAnyOrder(other, next);
    }

    @Test
    void whatWaitsForItsMarkIsNotSentOnceItsPartitionIsRevoked() {
        // Given
        Slot slot = begin(leaving, "a", 0, UnknownPolicy.ASK);
        slot.markStarted(true);

        // When
        core.handle(new DispatchEvent.Started(List.of(slot)));
        DrainTicket ticket = close(leaving);

        // Then
        assertThat(effects.attempted).isEmpty();
        assertThat(slot.started()).as("marked as started").isFalse();
        assertThat(ticket.drained()).isTrue();
    }

    /** A commit that took two seconds must not send what it covers within one. */
    @Test
    void callsWhoseMarksComeTogetherKeepToTheRate() {
        // Given
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 1, 1));
        pass(Duration.ofSeconds(2));
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slots.add(begin(staying, "key-" + i, i,
                    new RequestFacts("n", "service", List.of("limited"), null, UnknownPolicy.ASK)));
            pass(Duration.ofMillis(100));
        }
        assertThat(effects.asked).containsExactlyElementsOf(slots);

        // When
        core.handle(new DispatchEvent.Started(slots));
        for (int i = 0; i < 99; i++) {
            pass(Duration.ofMillis(10));
        }

        // Then
        assertThat(effects.attempted).as("within a second").hasSizeBetween(8, 10);
        for (int i = 0; i < 150; i++) {
            pass(Duration.ofMillis(10));
        }
        assertThat(effects.attempted).containsExactlyElementsOf(slots);
    }

    @Test
    void whatComesLateOfALeaseThatHasEndedGivesItsPermitsBackAndChangesNothingElse() {
        // Given
        Slot slot = begin(leaving, "a", 0, POLICY);
        core.handle(new DispatchEvent.Closed(List.of(leaving)));

        // When
        end(slot, new Ending.Settled());

        // Then
        assertThat(slot.done()).isFalse();
        assertThat(core.inFlight()).isEmpty();
        assertThat(core.gates().taken()).isZero();
    }

    /** A hundred thousand stopped messages must not use up the rate that was contracted for all. */
    @Test
    void whatABrakeHoldsBackTakesNoPartOfARateAndIsReadAnewBeforeItIsCalled() {
        // Given
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 1, 1));
        pass(Duration.ofSeconds(2));
        RequestFacts facts = new RequestFacts("n", "service", List.of("limited"), null, POLICY);
        List<Slot> held = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Slot slot = offer(staying, "held-" + i, i);
            core.handle(new DispatchEvent.HeldBack(slot, new ReadRequest<>(i, facts)));
            held.add(slot);
        }

        // When
        List<Slot> free = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            free.add(begin(staying, "free-" + i, 50 + i, facts));
            pass(Duration.ofMillis(100));
        }

        // Then
        assertThat(effects.attempted).containsExactlyElementsOf(free);
        assertThat(core.inFlight()).containsExactlyElementsOf(free);
        assertThat(staying.parked).isEqualTo(50);

        // When
        effects.asked.clear();
        effects.readAgain.clear();
        pass(Duration.ofSeconds(10));

        // Then
        assertThat(effects.readAgain).containsExactlyInAnyOrderElementsOf(held);
        assertThat(effects.attempted).containsExactlyElementsOf(free);
        assertThat(staying.parked).isZero();
        assertThat(held).extracting(slot -> slot.history.attempts()).containsOnly(0);
    }

    @Test
    void aBrakePulledWhileARecordWaitedForItsGateHoldsItBackToo() {
        // Given
        Slot slot = begin(staying, "a", 0, POLICY);

        // When
        core.handle(new DispatchEvent.HandlerReturned(slot, new GateSignal.NotAsked()));
        core.handle(new DispatchEvent.Ended(slot, new Ending.HeldBack()));
        core.dispatch();

        // Then
        assertThat(core.inFlight()).isEmpty();
        assertThat(core.gates().taken()).isZero();
        assertThat(staying.parked).isEqualTo(1);
        assertThat(slot.history.attempts()).isZero();
    }

    @Test
    void aKeyThatWaitsForItsNextAttemptHoldsNoPermitAndNoOtherKey() {
        // Given
        Slot parked = begin(staying, "a", 0, POLICY);
        offer(staying, "a", 1);

        // When
        end(parked, new Ending.Again(Duration.ofSeconds(30), AttemptHistory.NONE));
        Slot other = begin(staying, "b", 2, POLICY);

        // Then
        assertThat(effects.attempted).containsExactly(parked, other);
        assertThat(core.gates().taken()).isEqualTo(1);
        assertThat(staying.parked).isEqualTo(1);
    }

    @Test
    void aRefusedSenderWaitsWithoutLosingAttemptsAndOthersGoOn() {
        // Given
        Slot refused = begin(staying, "a", 0, from("TAXOFFICE", "provider"));

        // When
        refuseSender(refused);
        Slot same = begin(staying, "b", 1, from("TAXOFFICE", "provider"));
        Slot other = begin(staying, "c", 2, from("LANDREG", "provider"));
        pass(Duration.ofSeconds(9));

        // Then
        assertThat(effects.attempted).containsExactly(refused, other);
        assertThat(refused.history.attempts()).isZero();
        assertThat(same.history.attempts()).isZero();
    }

    @Test
    void oneOfARefusedSenderTriesItNowAndThenAndTheRestFollowWhenItIsTaken() {
        // Given
        Slot refused = begin(staying, "a", 0, from("TAXOFFICE", "provider"));
        refuseSender(refused);
        Slot same = begin(staying, "b", 1, from("TAXOFFICE", "provider"));
        Slot third = begin(staying, "c", 2, from("TAXOFFICE", "provider"));

        // When
        pass(Duration.ofSeconds(11));

        // Then
        assertThat(effects.attempted).as("one probe").hasSize(2);
        Slot probe = effects.attempted.getLast();
        refuseSender(probe);
        pass(Duration.ofSeconds(9));
        assertThat(effects.attempted).as("refused again").hasSize(2);
        pass(Duration.ofSeconds(2));
        assertThat(effects.attempted).as("another probe").hasSize(3);
        end(effects.attempted.getLast(), new Ending.Settled());
        pass(Duration.ofSeconds(1));
        assertThat(effects.attempted).contains(refused, same, third).hasSize(5);
    }

    @Test
    void whereNoSenderIsNamedTheWholeGateCloses() {
        // Given
        Slot refused = begin(staying, "a", 0, POLICY);

        // When
        refuseSender(refused);
        begin(staying, "b", 1, POLICY);

        // Then
        assertThat(effects.attempted).containsExactly(refused);
    }

    @Test
    void aSenderThatOneProviderRefusesIsSentByAnother() {
        // Given
        Slot refused = begin(staying, "a", 0, from("TAXOFFICE", "provider", "other"));

        // When
        refuseSender(refused);
        Slot next = begin(staying, "b", 1, from("TAXOFFICE", "provider", "other"));
        Slot unconcerned = begin(staying, "c", 2, from("LANDREG", "provider", "other"));

        // Then
        assertThat(effects.attempted).containsExactly(refused, refused, next, unconcerned);
        assertThat(effects.attempted).extracting(slot -> slot.gate.name()).containsExactly("other", "other", "other",
                "provider");
    }

    private void fail(Slot slot) {
        core.handle(new DispatchEvent.HandlerReturned(slot, new GateSignal.Unavailable("refused connection")));
        core.handle(new DispatchEvent.Ended(slot, new Ending.NoCost()));
        core.dispatch();
    }

    private static List<String> gatesOf(List<Slot> slots) {
        return slots.stream().map(slot -> slot.gate.name()).toList();
    }

    /** For hours all had gone by the second provider; one refused connection must not tie everything to the first. */
    @Test
    void whatWaitsAtABrokenProviderGoesByTheNextAsSoonAsThatWorksAgain() {
        // Given
        RequestFacts either = from("TAXOFFICE", "provider", "other");
        Slot first = begin(staying, "first", 0, either);
        Slot second = begin(staying, "second", 1, from("TAXOFFICE", "other"));
        fail(first);
        assertThat(gatesOf(effects.attempted)).containsExactly("other", "other", "other");
        fail(second);
        fail(first);
        List<Slot> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(begin(staying, "waiting-" + i, 2 + i, either));
        }
        assertThat(effects.attempted).as("while neither works").hasSize(3);

        // When
        pass(Duration.ofSeconds(11));
        List<Slot> probes = effects.attempted.subList(3, effects.attempted.size());
        assertThat(gatesOf(probes)).as("a probe of each").containsExactlyInAnyOrder("provider", "other");
        Slot probe = probes.stream().filter(slot -> slot.gate.name().equals("other")).findFirst().orElseThrow();
        end(probe, new Ending.Settled());

        // Then
        assertThat(waiting).allSatisfy(slot -> assertThat(effects.attempted).contains(slot));
        assertThat(gatesOf(waiting)).as("but for what tries the first").filteredOn("provider"::equals)
                .hasSizeLessThanOrEqualTo(1);
    }

    /** It was to try its provider, and a record of higher priority did so in its place. */
    @Test
    void whatIsLeftAtABrokenProviderGoesByTheNextWithinASecond() {
        // Given
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 1, 1));
        pass(Duration.ofSeconds(2));
        Slot probe = begin(staying, "first", 0, from("TAXOFFICE", "limited"));
        fail(probe);
        pass(Duration.ofSeconds(11));
        core.handle(new DispatchEvent.HandlerReturned(probe, new GateSignal.NotAsked()));
        core.handle(new DispatchEvent.Ended(probe, new Ending.Settled()));
        Lease bulk = new Lease(new TopicPartition("bulk", 0), Lane.BULK);
        Slot left = begin(bulk, "left", 0, from("TAXOFFICE", "limited", "other"));
        Slot before = begin(staying, "before", 1, from("TAXOFFICE", "limited"));
        pass(Duration.ofMillis(100));
        assertThat(effects.attempted).last().isSameAs(before);

        // When
        fail(before);
        pass(Duration.ofSeconds(1));

        // Then
        assertThat(effects.attempted).contains(left);
        assertThat(left.gate.name()).isEqualTo("other");
    }
}
