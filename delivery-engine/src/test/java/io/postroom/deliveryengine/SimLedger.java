package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The truth outside the workers: what providers took, what ended, and what was promised of both. Every look at it is an
 * invariant; it knows nothing of how the engine keeps them.
 */
final class SimLedger {
    private static final long SECOND = 1_000_000_000L;
    private static final long COMMIT_INTERVAL = SECOND / 5;
    /** From the end of a piece of work until the dispatcher has heard of it, at the most. */
    private static final long POST = SECOND / 500;

    private record Place(TopicPartition partition, long offset) {}

    private record Part(int id, int number) {}

    private record Key(TopicPartition partition, String name) {}

    private record Holder(SimWorker worker, Lease lease) {
        boolean inOrder() {
            return worker.inOrder(lease);
        }
    }

    private record End(Lease lease, long at) {}

    private final SimWorld world;
    private final Map<Part, Integer> accepted = new HashMap<>();
    private final Set<Integer> mayDouble = new HashSet<>();
    private final Set<Integer> finals = new HashSet<>();
    private final Map<Place, End> ended = new HashMap<>();
    private final Map<Key, List<Holder>> busy = new HashMap<>();
    private final Map<Lease, Map<String, Long>> lastStart = new IdentityHashMap<>();
    private final Map<Place, Lease> asking = new HashMap<>();
    private final Map<Integer, Long> begun = new LinkedHashMap<>();
    private final Map<String, SimProvider> providers = new HashMap<>();

    SimLedger(SimWorld world) {
        this.world = world;
    }

    /** A provider that is to see no more than its rate. */
    void contract(String gate, SimProvider provider) {
        providers.put(gate, provider);
    }

    static int id(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
    }

    private static Place place(Slot slot) {
        return new Place(slot.lease().partition(), slot.offset());
    }

    /** A provider is about to be called. */
    void begin(SimWorker worker, Slot slot, SimCluster cluster) {
        world.trace("begin " + id(slot.record()) + " " + slot + " attempt " + slot.history.attempts());
        begun.putIfAbsent(id(slot.record()), world.now());
        Lease lease = slot.lease();
        String name = new String(slot.record().key(), StandardCharsets.UTF_8);
        Key key = new Key(lease.partition(), name);
        takeKey(key, new Holder(worker, lease));
        Long last = lastStart.computeIfAbsent(lease, absent -> new HashMap<>()).put(name, slot.offset());
        if (last != null && last > slot.offset()) {
            SimWorld.violated("Of " + key + ", " + slot.offset() + " started after " + last + ".");
        }
        if (!worker.inOrder(lease)) {
            mayDouble(id(slot.record()));
        }
        if (slot.read().facts().unknownPolicy() == UnknownPolicy.ASK) {
            asking.put(place(slot), lease);
            if (worker.inOrder(lease) && !cluster.map(lease.partition()).isStarted(slot.offset())) {
                SimWorld.violated(slot + " must ask and started without a committed mark.");
            }
        }
    }

    /** Its provider is called now, for one part of it. */
    void called(SimWorker worker, Slot slot, SimCluster cluster) {
        SimProvider provider = providers.get(slot.gate.name());
        if (provider != null) {
            provider.called(worker, cluster.lastHandOver());
        }
    }

    /**
     * Two owners who both go by the rules never hold a key together. One whose partitions were given away without notice
     * may still be sending, and start more, until it is told: it neither breaks the promise nor hides that others do.
     */
    private void takeKey(Key key, Holder mine) {
        List<Holder> holders = busy.computeIfAbsent(key, absent -> new ArrayList<>());
        if (mine.inOrder() && holders.stream().anyMatch(Holder::inOrder)) {
            SimWorld.violated("Two deliveries of " + key + " at a time.");
        }
        holders.add(mine);
    }

    /** When its provider was first about to be called; empty if it never was. */
    OptionalLong begunAt(int id) {
        Long at = begun.get(id);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** The requests in the order in which their providers were called, repeats left out. */
    List<Integer> order() {
        return List.copyOf(begun.keySet());
    }

    void end(SimWorker worker, Slot slot) {
        Key key = new Key(slot.lease().partition(), new String(slot.record().key(), StandardCharsets.UTF_8));
        asking.remove(place(slot), slot.lease());
        busy.getOrDefault(key, new ArrayList<>()).remove(new Holder(worker, slot.lease()));
    }

    /** A provider took one part of it; most have one only. */
    void accept(int id, int number, UnknownPolicy policy) {
        world.trace("accept " + id + " part " + number);
        Part part = new Part(id, number);
        int times = accepted.merge(part, 1, Integer::sum);
        if (times > 1 && policy == UnknownPolicy.ASK) {
            SimWorld.violated(part + " must ask and was delivered twice.");
        }
        if (times > 1 && !mayDouble.contains(id)) {
            SimWorld.violated(part + " was delivered twice without a reason.");
        }
    }

    void mayDouble(int id) {
        world.trace("may double " + id);
        mayDouble.add(id);
    }

    /** Nothing has to be done for this record any more. */
    void ended(SimWorker worker, Slot slot, boolean isFinal) {
        if (!worker.inOrder(slot.lease())) {
            mayDouble(id(slot.record()));
        }
        world.trace("ended " + id(slot.record()) + " " + slot);
        ended.put(place(slot), new End(slot.lease(), world.now()));
        if (isFinal) {
            finals.add(id(slot.record()));
        }
    }

    /** A transaction put it into a delay topic. */
    void left(TopicPartition partition, long offset, Lease lease) {
        ended.put(new Place(partition, offset), new End(lease, world.now()));
    }

    int finals() {
        return finals.size();
    }

    Set<Integer> missing(int count) {
        Set<Integer> missing = new HashSet<>();
        for (int id = 0; id < count; id++) {
            if (!finals.contains(id)) {
                missing.add(id);
            }
        }
        return missing;
    }

    /** The brokers took a commit. */
    void committed(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> log, CommitMap before,
            CommitMap after, Lease lease) {
        for (ConsumerRecord<byte[], byte[]> record : log) {
            Place place = new Place(partition, record.offset());
            End end = ended.get(place);
            boolean done = after.isDone(record.offset());
            if (done && end == null) {
                SimWorld.violated(place + " is committed as done and is not.");
            }
            if (!done && before.isDone(record.offset())) {
                SimWorld.violated(place + " was committed as done and is no longer.");
            }
            if (!done && end != null && end.lease() == lease && world.now() - end.at() > SECOND) {
                SimWorld.violated(place + " is done and its commit does not say so.");
            }
            if (!done && lease != null && asking.get(place) == lease && !after.isStarted(record.offset())) {
                SimWorld.violated(place + " is on its way and its commit does not say so.");
            }
        }
    }

    /** A process dies: what was done a commit interval before its lane's thread last went on is committed. */
    void killed(List<ConsumerRecord<byte[], byte[]>> log, CommitMap map, Lease lease, long lastControl) {
        for (ConsumerRecord<byte[], byte[]> record : log) {
            Place place = new Place(lease.partition(), record.offset());
            End end = ended.get(place);
            if (end != null && end.lease() == lease && lastControl - end.at() > COMMIT_INTERVAL + POST
                    && !map.isDone(record.offset())) {
                SimWorld.violated(place + " was done long before its process was killed, and is not committed.");
            }
        }
    }

    /**
     * A partition changes hands. What was delivered and is not committed may be delivered again; if everything was in
     * order there is no such thing.
     */
    void handedOn(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> log, CommitMap map, boolean inOrder) {
        for (ConsumerRecord<byte[], byte[]> record : log) {
            int id = id(record);
            Place place = new Place(partition, record.offset());
            boolean touched = ended.containsKey(place);
            if (touched && !map.isDone(record.offset()) && !mayDouble.contains(id)) {
                if (inOrder) {
                    SimWorld.violated(place + " was done, was handed on in order, and is not committed.");
                }
                mayDouble.add(id);
            }
        }
    }
}
