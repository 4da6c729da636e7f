package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {
    private final Lease lease = new Lease(new TopicPartition("topic", 0), Lane.NORMAL);
    private final OffsetTracker tracker = lease.tracker();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsCommittedIsWhatIsDoneHoweverManySlotsWereDropped(long seed) {
        // Given offsets with gaps that end in any order, some of them long after the others
        Random random = new Random(seed);
        TreeMap<Long, Boolean> done = new TreeMap<>();
        List<Slot> open = new ArrayList<>();
        List<Slot> stuck = new ArrayList<>();
        tracker.restore(0, java.util.Optional.empty());
        long offset = 0;

        for (int step = 0; step < 5_000; step++) {
            // When
            if (random.nextBoolean()) {
                offset += 1 + (random.nextInt(20) == 0 ? random.nextInt(5) : 0);
                Slot slot = admit(offset);
                (random.nextInt(200) == 0 ? stuck : open).add(slot);
                done.put(offset, false);
            } else if (!open.isEmpty()) {
                end(open.remove(random.nextInt(open.size())), done);
            }
            if (random.nextInt(500) == 0) {
                stuck.forEach(slot -> end(slot, done));
                stuck.clear();
            }
            tracker.sweep();

            // Then
            if (step % 50 == 0) {
                assertThatTheCommitSays(done);
            }
        }
    }

    @Test
    void aCommitBehindOneSlowRecordDoesNotWalkThroughAllThatIsDoneBehindIt() {
        // Given
        tracker.restore(0, java.util.Optional.empty());
        Slot slow = admit(0);

        // When
        for (int offset = 1; offset <= 10_000; offset++) {
            end(admit(offset), new TreeMap<>());
            tracker.sweep();
        }

        // Then
        assertThat(tracker.slots()).isLessThan(50);
        assertThat(tracker.behindHead()).isEqualTo(10_001);
        assertThat(tracker.head()).isSameAs(slow);
        assertThat(tracker.incompletes()).isEqualTo(1);
        OffsetAndMetadata point = tracker.commitPoint();
        assertThat(point.offset()).isZero();
        assertThat(CommitMapCodec.decode(0, point.metadata())).hasValueSatisfying(map -> {
            assertThat(map.horizon()).isEqualTo(10_001);
            assertThat(map.incompletes()).containsExactly(0);
        });
    }

    private void assertThatTheCommitSays(TreeMap<Long, Boolean> done) {
        OffsetAndMetadata point = tracker.commitPoint();
        CommitMap map = CommitMapCodec.decode(point.offset(), point.metadata())
                .orElse(new CommitMap(point.offset(), point.offset(), new long[0], new long[0]));
        done.forEach((offset, ended) -> assertThat(map.isDone(offset)).as("offset %s", offset).isEqualTo(ended));
    }

    private Slot admit(long offset) {
        Slot slot = tracker.admit(new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]), 0);
        assertThat(slot).isNotNull();
        return slot;
    }

    private void end(Slot slot, TreeMap<Long, Boolean> done) {
        slot.markDone();
        lease.countCompletion(0);
        done.put(slot.offset(), true);
    }
}
