package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The brokers: logs with gaps, committed positions, and one group for each lane. */
final class SimCluster {
    private final SimWorld world;
    private final SimLedger ledger;
    private final int partitions;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, SimLaneBroker> owners = new HashMap<>();
    private final Map<Lane, List<SimLaneBroker>> members = new EnumMap<>(Lane.class);
    private int waiting;

    SimCluster(SimWorld world, SimLedger ledger, int partitions) {
        this.world = world;
        this.ledger = ledger;
        this.partitions = partitions;
        for (Lane lane : Lane.values()) {
            members.put(lane, new ArrayList<>());
            for (int partition = 0; partition < partitions; partition++) {
                logs.put(new TopicPartition(topic(lane), partition), new ArrayList<>());
            }
        }
    }

    static String topic(Lane lane) {
        return lane == Lane.NORMAL ? "normal" : "bulk";
    }

    int partitions() {
        return partitions;
    }

    void produce(Lane lane, String key, int id) {
        append(topic(lane), key.getBytes(StandardCharsets.UTF_8), Integer.toString(id).getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    int partitionOf(String key) {
        return partitionOf(key.getBytes(StandardCharsets.UTF_8));
    }

    private int partitionOf(byte[] key) {
        return Math.floorMod(Arrays.hashCode(key), partitions);
    }

    /** Offsets have gaps, as transaction markers make them. */
    private void append(String topic, byte[] key, byte[] value, Headers headers) {
        TopicPartition partition = new TopicPartition(topic, partitionOf(key));
        long offset = end(partition) + (world.chance(0.2) ? 1 + world.random.nextInt(3) : 0);
        log(partition).add(new ConsumerRecord<>(topic, partition.partition(), offset, 0, TimestampType.LOG_APPEND_TIME,
                key.length, value.length, key, value, headers, Optional.of(1)));
        world.trace("append " + new String(value, StandardCharsets.UTF_8) + " " + partition + "@" + offset);
        ends.put(partition, offset + 1 + (world.chance(0.3) ? 1 : 0));
    }

    /** A record in a delay topic, and its way back; the forwarder itself is shown on a real broker. */
    void delay(ProducerRecord<byte[], byte[]> record, long delayNanos) {
        waiting++;
        world.after(delayNanos + world.millis(500), () -> {
            waiting--;
            append(new String(record.headers().lastHeader(EngineHeaders.ORIGIN_TOPIC).value(), StandardCharsets.UTF_8),
                    record.key(), record.value(), record.headers());
        });
    }

    boolean nothingWaits() {
        return waiting == 0;
    }

    List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return logs.get(partition);
    }

    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    void foreignCommit(TopicPartition partition) {
        committed.put(partition, new OffsetAndMetadata(0, "something else"));
    }

    OffsetAndMetadata committed(TopicPartition partition) {
        return committed.get(partition);
    }

    /** Everything that is consumed and known to be done, in every partition. */
    boolean allCommitted() {
        return logs.keySet().stream().allMatch(partition -> {
            OffsetAndMetadata point = committed.get(partition);
            return point != null ? point.offset() == end(partition) : end(partition) == 0;
        });
    }

    CommitMap map(TopicPartition partition) {
        OffsetAndMetadata point = committed.get(partition);
        long base = point == null ? 0 : point.offset();
        return CommitMapCodec.decode(base, point == null ? "" : point.metadata())
                .orElse(new CommitMap(base, base, new long[0], new long[0]));
    }

    void commit(SimLaneBroker member, Map<TopicPartition, OffsetAndMetadata> points) {
        points.forEach((partition, point) -> {
            CommitMap before = map(partition);
            committed.put(partition, point);
            world.trace("commit " + partition + " " + point.offset() + " by " + member);
            ledger.committed(partition, log(partition), before, map(partition), member.lease(partition));
        });
    }

    void join(SimLaneBroker member) {
        members.get(member.lane()).add(member);
    }

    void leave(SimLaneBroker member) {
        members.get(member.lane()).remove(member);
        owners.values().removeIf(owner -> owner == member);
    }

    /** What a member is to own, as far as nobody else still does. */
    List<TopicPartition> target(SimLaneBroker member) {
        List<SimLaneBroker> group = members.get(member.lane());
        List<TopicPartition> target = new ArrayList<>();
        int place = group.indexOf(member);
        for (int partition = 0; partition < partitions && place >= 0; partition++) {
            if (partition % group.size() == place) {
                target.add(new TopicPartition(topic(member.lane()), partition));
            }
        }
        return target;
    }

    boolean take(TopicPartition partition, SimLaneBroker member) {
        return owners.putIfAbsent(partition, member) == null;
    }

    void giveBack(TopicPartition partition, SimLaneBroker member) {
        owners.remove(partition, member);
    }

    boolean owns(TopicPartition partition, SimLaneBroker member) {
        return owners.get(partition) == member;
    }
}
