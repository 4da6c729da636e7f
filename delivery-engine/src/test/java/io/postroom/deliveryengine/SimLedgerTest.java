package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the simulation's ledger calls an overlap of a key. */
class SimLedgerTest {
    private static final TopicPartition PARTITION = new TopicPartition("normal", 0);

    private final SimWorld world = new SimWorld(1);
    private final SimLedger ledger = new SimLedger(world);
    private final SimCluster cluster = new SimCluster(world, ledger, 1, List.of());
    private final SimFaults faults = new SimFaults(new Random(1));
    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("normal")), List.of(), topic -> topic + ".dead",
            List.of(GateConfig.of("a", 0, 10)));
    private final SimWorker fenced = worker("fenced");
    private final SimWorker owner = worker("owner");
    private final Lease lost = new Lease(PARTITION, Lane.NORMAL);
    private final Lease held = new Lease(PARTITION, Lane.NORMAL);

    private SimWorker worker(String name) {
        return new SimWorker(name, world, cluster, ledger, faults, config);
    }

    private void begin(SimWorker worker, Lease lease, long offset) {
        byte[] value = Long.toString(offset + 1).getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("normal", 0, offset,
                "key".getBytes(StandardCharsets.UTF_8), value);
        Slot slot = new Slot(lease, record, 0, false, 0);
        slot.read = new ReadRequest<>(1, new RequestFacts("n", "service", List.of("a"), null, UnknownPolicy.RESEND));
        slot.gate = new Gate(config.gates().getFirst(), config.limits(), 0);
        ledger.begin(worker, slot, cluster);
    }

    private void fence() {
        fenced.givenAway(lost, false);
    }

    @Test
    void twoDeliveriesOfAKeyInOneLeaseOverlap() {
        // Given
        begin(owner, held, 3);

        // When, then
        assertThatThrownBy(() -> begin(owner, held, 4)).isInstanceOf(SimWorld.Violation.class);
    }

    /** Seed 1337: nobody had told it yet, and its short retry was due. */
    @Test
    void aFencedOwnerThatStartsARetryWhileTheNewOwnerSendsIsNoOverlap() {
        // Given
        fence();
        begin(owner, held, 38);

        // When, then
        assertThatCode(() -> begin(fenced, lost, 11)).doesNotThrowAnyException();
    }

    @Test
    void aFencedOwnerHidesNoOverlapOfTheNewOne() {
        // Given
        fence();
        begin(owner, held, 38);
        begin(fenced, lost, 11);

        // When, then
        assertThatThrownBy(() -> begin(owner, held, 39)).isInstanceOf(SimWorld.Violation.class);
    }
}
