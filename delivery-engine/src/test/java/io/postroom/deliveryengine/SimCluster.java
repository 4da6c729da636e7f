package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The brokers: logs with gaps and open transactions, committed positions, a group for each lane and one for delays. */
final class SimCluster {
    static final String DELAY = "delay";
    /** After so long the brokers abort what a killed process left open. */
    private static final long TRANSACTION_TIMEOUT = Duration.ofSeconds(15).toNanos();

    private final SimWorld world;
    private final SimLedger ledger;
    private final int partitions;
    private final Map<String, Duration> delays = new LinkedHashMap<>();
    private final Map<TopicPartition, SimLog> logs = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, SimMember> owners = new HashMap<>();
    private final Map<String, List<TopicPartition>> groups = new LinkedHashMap<>();
    private final Map<String, List<SimMember>> members = new HashMap<>();
    private final List<Set<TopicPartition>> unstable = new ArrayList<>();
    private final SimDelays delayed;
    private long lastHandOver = Long.MIN_VALUE;

    SimCluster(SimWorld world, SimLedger ledger, int partitions, List<DelayTier> tiers) {
        this.world = world;
        this.ledger = ledger;
        this.partitions = partitions;
        this.delayed = new SimDelays(world);
        for (Lane lane : Lane.values()) {
            group(topic(lane), List.of(topic(lane)));
        }
        tiers.forEach(tier -> delays.put(tier.topic(), tier.delay()));
        group(DELAY, tiers.stream().map(DelayTier::topic).toList());
    }

    private void group(String name, List<String> topics) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        }
        all.forEach(partition -> logs.put(partition, new SimLog(partition)));
        groups.put(name, all);
        members.put(name, new ArrayList<>());
    }

    static String topic(Lane lane) {
        return lane == Lane.NORMAL ? "normal" : "bulk";
    }

    int partitions() {
        return partitions;
    }

    void produce(Lane lane, String key, int id) {
        delayed.born(id, topic(lane));
        append(topic(lane), key.getBytes(StandardCharsets.UTF_8), Integer.toString(id).getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    int partitionOf(String key) {
        return partitionOf(key.getBytes(StandardCharsets.UTF_8));
    }

    private int partitionOf(byte[] key) {
        return Math.floorMod(Arrays.hashCode(key), partitions);
    }

    private SimLog logOf(String topic, byte[] key) {
        return logs.get(new TopicPartition(topic, partitionOf(key)));
    }

    /** Offsets have gaps, as transaction markers make them. */
    private ConsumerRecord<byte[], byte[]> append(String topic, byte[] key, byte[] value, Headers headers) {
        int before = world.chance(0.2) ? 1 + world.random.nextInt(3) : 0;
        ConsumerRecord<byte[], byte[]> record = logOf(topic, key).append(world.brokerMillis(), key, value, headers,
                before, world.chance(0.3) ? 1 : 0);
        world.trace("append " + SimLedger.id(record) + " " + topic + "-" + record.partition() + "@" + record.offset());
        return record;
    }

    /** A record reaches its delay topic, made at some time before. */
    void delay(ProducerRecord<byte[], byte[]> record, long madeAt) {
        ConsumerRecord<byte[], byte[]> written = append(record.topic(), record.key(), record.value(),
                record.headers());
        delayed.put(written, madeAt + delays.get(record.topic()).toNanos());
    }

    /** A forwarder's transaction brings it back. */
    void comeBack(ProducerRecord<byte[], byte[]> record) {
        delayed.back(record.topic(), record.value());
        append(record.topic(), record.key(), record.value(), record.headers());
    }

    /** The sender of a transaction dies before it ends it: in the end it is aborted, and until then it holds readers up. */
    void leaveOpen(List<ProducerRecord<byte[], byte[]>> records, Set<TopicPartition> positions) {
        Set<SimLog> touched = new LinkedHashSet<>();
        records.forEach(record -> touched.add(logOf(record.topic(), record.key())));
        List<Runnable> aborts = touched.stream().map(log -> log.leaveOpen(records.size())).toList();
        Set<TopicPartition> held = new HashSet<>(positions);
        unstable.add(held);
        world.trace("left open " + records.size());
        world.after(TRANSACTION_TIMEOUT, () -> {
            aborts.forEach(Runnable::run);
            unstable.removeIf(each -> each == held);
        });
    }

    /** Whether no open transaction may change its committed position. */
    boolean isStable(TopicPartition partition) {
        return unstable.stream().noneMatch(held -> held.contains(partition));
    }

    SimDelays delays() {
        return delayed;
    }

    boolean nothingWaits() {
        return delayed.nothingWaits() && logs.values().stream().noneMatch(SimLog::hasOpen);
    }

    List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return logs.get(partition).records();
    }

    long stableEnd(TopicPartition partition) {
        return logs.get(partition).stableEnd();
    }

    void foreignCommit(TopicPartition partition) {
        committed.put(partition, new OffsetAndMetadata(0, "something else"));
    }

    OffsetAndMetadata committed(TopicPartition partition) {
        return committed.get(partition);
    }

    /** Everything that is consumed and known to be done, in every partition. */
    boolean allCommitted() {
        return logs.entrySet().stream().allMatch(log -> {
            OffsetAndMetadata point = committed.get(log.getKey());
            return point != null ? point.offset() == log.getValue().end() : log.getValue().end() == 0;
        });
    }

    CommitMap map(TopicPartition partition) {
        OffsetAndMetadata point = committed.get(partition);
        long base = point == null ? 0 : point.offset();
        return CommitMapCodec.decode(base, point == null ? "" : point.metadata())
                .orElse(new CommitMap(base, base, new long[0], new long[0]));
    }

    void commit(SimMember member, Map<TopicPartition, OffsetAndMetadata> points) {
        points.forEach((partition, point) -> {
            CommitMap before = map(partition);
            committed.put(partition, point);
            world.trace("commit " + partition + " " + point.offset() + " by " + member);
            if (delays.containsKey(partition.topic())) {
                delayed.committed(partition, point.offset());
            } else {
                ledger.committed(partition, log(partition), before, map(partition), member.lease(partition));
            }
        });
    }

    void join(SimMember member) {
        members.get(member.group()).add(member);
    }

    void leave(SimMember member) {
        members.get(member.group()).remove(member);
        owners.values().removeIf(owner -> owner == member);
    }

    /** What a member is to own, as far as nobody else still does. */
    List<TopicPartition> target(SimMember member) {
        List<SimMember> group = members.get(member.group());
        List<TopicPartition> all = groups.get(member.group());
        List<TopicPartition> target = new ArrayList<>();
        int place = group.indexOf(member);
        for (int i = 0; i < all.size() && place >= 0; i++) {
            if (i % group.size() == place) {
                target.add(all.get(i));
            }
        }
        return target;
    }

    boolean take(TopicPartition partition, SimMember member) {
        boolean taken = owners.putIfAbsent(partition, member) == null;
        if (taken && !delays.containsKey(partition.topic())) {
            lastHandOver = world.now();
        }
        return taken;
    }

    /** When a partition of a lane last found an owner. */
    long lastHandOver() {
        return lastHandOver;
    }

    void giveBack(TopicPartition partition, SimMember member) {
        owners.remove(partition, member);
    }

    boolean owns(TopicPartition partition, SimMember member) {
        return owners.get(partition) == member;
    }
}
