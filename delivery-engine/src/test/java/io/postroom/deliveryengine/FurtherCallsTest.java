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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries that call their provider more than once, by an instance with a fifth of ten calls a second. */
class FurtherCallsTest {
    private static final Duration STEP = Duration.ofMillis(10);

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(new DelayTier("delay", Duration.ofHours(1))),
            topic -> topic + ".dead", List.of(GateConfig.of("provider", 10, 100),
                    new GateConfig("connecting", 10, 100, 20, Duration.ofSeconds(10), true)));
    private final RecordedEffects effects = new RecordedEffects();
    private long now;
    private final EngineTime time = new EngineTime(() -> Instant.EPOCH.plusNanos(now), () -> now);
    private final DispatchCore core = new DispatchCore(config, effects, time,
            new EngineMeters(new SimpleMeterRegistry(), time, config));
    private final Lease lease = new Lease(new TopicPartition("topic", 0), Lane.NORMAL);

    /** What a delivery was told, and when. */
    private final class Calls {
        private final Slot slot;
        private final List<Long> at = new ArrayList<>();
        private int refused;

        Calls(Slot slot) {
            this.slot = slot;
        }

        void wantAnother() {
            want(false);
        }

        void want(boolean first) {
            core.handle(new DispatchEvent.CallWanted(slot, first, may -> {
                if (may) {
                    at.add(now);
                } else {
                    refused++;
                }
            }));
        }
    }

    private void share(int owned) {
        core.handle(new DispatchEvent.Share(Lane.NORMAL, owned, 5));
        pass(Duration.ofSeconds(2));
    }

    private void pass(Duration duration) {
        for (long end = now + duration.toNanos(); now < end; now += STEP.toNanos()) {
            core.dispatch();
        }
    }

    private Slot offer(long offset, UnknownPolicy policy) {
        return offer(offset, policy, "provider");
    }

    private Slot offer(long offset, UnknownPolicy policy, String gate) {
        Slot slot = new Slot(lease, new ConsumerRecord<>("topic", 0, offset, new byte[]{(byte) offset}, new byte[0]), 0,
                false, 0);
        core.handle(new DispatchEvent.Offered(List.of(slot)));
        core.dispatch();
        core.handle(new DispatchEvent.Read(slot,
                new ReadRequest<>(offset, new RequestFacts("n", "service", List.of(gate), null, policy))));
        core.dispatch();
        return slot;
    }

    private Calls begun(long offset) {
        return new Calls(offer(offset, UnknownPolicy.RESEND));
    }

    private void end(Slot slot, GateSignal signal, Ending ending) {
        core.handle(new DispatchEvent.HandlerReturned(slot, signal));
        core.handle(new DispatchEvent.Ended(slot, ending));
        core.dispatch();
    }

    @Test
    void comeOneByOneHoweverManyThereAre() {
        // Given
        share(1);
        Calls calls = begun(0);
        long began = now;

        // When
        for (int part = 2; part <= 6; part++) {
            calls.wantAnother();
            pass(Duration.ofMillis(700));
        }

        // Then
        assertThat(effects.attempted).containsExactly(calls.slot);
        assertThat(calls.at).hasSize(5);
        List<Long> all = new ArrayList<>(List.of(began));
        all.addAll(calls.at);
        for (int i = 2; i < all.size(); i++) {
            assertThat(all.get(i) - all.get(i - 2)).as("three in a second")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void goBeforeWhatHasNotBegun() {
        // Given
        share(1);
        Calls begun = begun(0);
        begun.wantAnother();

        // When
        Slot waiting = offer(1, UnknownPolicy.RESEND);
        for (int part = 3; part <= 6; part++) {
            pass(Duration.ofMillis(600));
            begun.wantAnother();
        }

        // Then
        assertThat(begun.at).hasSize(4);
        assertThat(effects.attempted).containsExactly(begun.slot);
        pass(Duration.ofSeconds(2));
        assertThat(effects.attempted).containsExactly(begun.slot, waiting);
    }

    /** What has begun is finished while its partition is given back; only then its part of the rate is given up. */
    @Test
    void goOnWhileTheirPartitionDrains() {
        // Given
        share(1);
        Calls calls = begun(0);
        Slot behind = offer(1, UnknownPolicy.RESEND);
        DrainTicket ticket = new DrainTicket(Lane.NORMAL, List.of(lease), new DispatchEvent.Share(Lane.NORMAL, 0, 5));

        // When
        core.handle(new DispatchEvent.Halt());
        core.handle(new DispatchEvent.Close(ticket));
        for (int part = 2; part <= 4; part++) {
            calls.wantAnother();
            pass(Duration.ofSeconds(1));
        }

        // Then
        assertThat(calls.at).hasSize(3);
        assertThat(ticket.drained()).isFalse();
        assertThat(core.gates().all().getFirst().effectiveRate()).isEqualTo(2);
        end(calls.slot, new GateSignal.Success(), new Ending.Settled());
        assertThat(ticket.drained()).isTrue();
        assertThat(core.gates().all().getFirst().effectiveRate()).isZero();
        assertThat(effects.attempted).containsExactly(calls.slot).doesNotContain(behind);
    }

    /** The rest of the deadline is for the answer to the call before. */
    @Test
    void areRefusedAfterHalfOfTheDeadlineSoThatAnAttemptEndsInTime() {
        // Given
        share(1);
        Calls calls = begun(0);
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 0, 5));

        // When
        calls.wantAnother();
        pass(Duration.ofSeconds(14));
        int early = calls.refused;
        pass(Duration.ofSeconds(3));

        // Then
        assertThat(early).isZero();
        assertThat(calls.refused).isEqualTo(1);
        assertThat(calls.at).isEmpty();
        calls.wantAnother();
        assertThat(calls.refused).as("at once").isEqualTo(2);
        end(calls.slot, new GateSignal.Success(), new Ending.NoCost());
        share(1);
        assertThat(effects.attempted).as("goes on in another attempt").containsExactly(calls.slot, calls.slot);
        assertThat(calls.slot.history.attempts()).isZero();
    }

    /** Overdue attempts are looked for once a second; a place that comes free in between is not given to one of them. */
    @Test
    void areRefusedAfterHalfOfTheDeadlineThoughAPlaceIsFreeAtThatMoment() {
        // Given half of the deadline between two looks, and a place that comes free after it
        share(1);
        pass(Duration.ofMillis(500));
        Calls calls = begun(0);
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 0, 5));
        calls.wantAnother();
        pass(Duration.ofMillis(14_300));
        int early = calls.refused;
        core.handle(new DispatchEvent.Share(Lane.NORMAL, 5, 5));

        // When
        pass(Duration.ofMillis(1_100));

        // Then
        assertThat(early).isZero();
        assertThat(calls.refused).isEqualTo(1);
        assertThat(calls.at).isEmpty();
    }

    @Test
    void areRefusedWhenTheirPartitionIsLost() {
        // Given
        share(1);
        Calls calls = begun(0);
        calls.wantAnother();

        // When
        core.handle(new DispatchEvent.Abandon(List.of(lease)));

        // Then
        assertThat(calls.refused).isEqualTo(1);
        assertThat(calls.at).isEmpty();
    }

    @Test
    void waitWhenTheProviderAsksForIt() {
        // Given
        share(5);
        Calls calls = begun(0);
        Calls throttled = begun(1);
        pass(Duration.ofSeconds(1));
        end(throttled.slot, new GateSignal.Throttled(Duration.ofSeconds(5)), new Ending.NoCost());

        // When
        calls.wantAnother();
        pass(Duration.ofSeconds(4));

        // Then
        assertThat(calls.at).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(calls.at).hasSize(1);
    }

    /** Only this process knows what it has sent of it: a later owner of the partition must not guess. */
    @Test
    void whatMustAskStaysMarkedAndHereOnceSomeOfItWasSent() {
        // Given
        share(5);
        Slot slot = offer(0, UnknownPolicy.ASK);
        slot.markStarted(true);
        core.handle(new DispatchEvent.Started(List.of(slot)));
        pass(Duration.ofSeconds(1));
        new Calls(slot).wantAnother();

        // When
        end(slot, new GateSignal.Failure(), new Ending.Again(Duration.ofMinutes(10), AttemptHistory.NONE));

        // Then
        assertThat(effects.asked).containsExactly(slot);
        assertThat(slot.started()).isTrue();
        assertThat(effects.handedOver).isEmpty();
        pass(Duration.ofMinutes(11));
        assertThat(effects.attempted).as("without another mark").containsExactly(slot, slot);
        assertThat(effects.asked).hasSize(1);
    }

    /** A relay that takes three seconds to let each of them in must not have thirty messages at once. */
    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void ofAProviderThatIsSlowToConnectEachCallHasItsPlaceWhenItIsMade(UnknownPolicy policy) {
        // Given
        share(5);
        List<Calls> connecting = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Slot slot = offer(i, policy, "connecting");
            connecting.add(new Calls(slot));
            pass(Duration.ofMillis(100));
            if (policy == UnknownPolicy.ASK) {
                slot.markStarted(true);
                core.handle(new DispatchEvent.Started(List.of(slot)));
                core.dispatch();
            }
        }
        assertThat(effects.attempted).as("begin at the rate").hasSize(30);

        // When
        connecting.forEach(each -> each.want(true));
        pass(Duration.ofSeconds(4));

        // Then
        List<Long> calls = connecting.stream().flatMap(each -> each.at.stream()).sorted().toList();
        assertThat(calls).hasSize(30);
        for (int i = 10; i < calls.size(); i++) {
            assertThat(calls.get(i) - calls.get(i - 10)).as("eleven in a second")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
        assertThat(connecting).extracting(each -> each.slot.partlySent).containsOnly(false);
    }

    @Test
    void whatHasWaitedForItsFirstCallInVainMayGoElsewhere() {
        // Given
        share(5);
        Slot slot = offer(0, UnknownPolicy.ASK, "connecting");
        slot.markStarted(true);
        core.handle(new DispatchEvent.Started(List.of(slot)));
        pass(Duration.ofSeconds(16));
        Calls calls = new Calls(slot);

        // When
        calls.want(true);
        end(slot, new GateSignal.Success(), new Ending.NoCost());

        // Then
        assertThat(calls.refused).isEqualTo(1);
        assertThat(slot.mustGoOnHere()).isFalse();
        assertThat(slot.started()).as("marked").isFalse();
    }
}
