package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Money;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events of many cases, with everything that goes wrong with events, and what is heard of the messages that come of them. The same
 * seed gives the same stream.
 */
public final class GeneratedStream {
    private static final List<String> TYPES = List.of("notice.sent", "notice.sent", "notice.sent", "payment.made",
            "payment.due", "payment.due", "payment.due", "demand.made", "state.changed", "state.changed",
            "evidence.scanned", "evidence.scanned", "evidence.scanned", "evidence.scanned", "evidence.withdrawn",
            "notice.withdrawn", "something.else");
    private static final int CASES = 25;

    private final Random random;
    private final People people;
    private final WorkerTraffic traffic;
    private final List<Case> cases = new ArrayList<>();
    private final Deque<Published> recent = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Input.Decided> decided = new ArrayDeque<>();
    private Instant now;
    private int number;

    private record Case(String source, String reference, List<Recipient> people) {}

    private record Published(Instant at, CaseEvent event) {}

    private record Sent(NotificationIdentity identity, String address) {}

    /** The stream of a seed. */
    public GeneratedStream(long seed, Instant now) {
        this.random = new Random(seed);
        this.people = new People(random);
        this.traffic = new WorkerTraffic(random);
        this.now = now;
    }

    /** How many events there have been. */
    public int events() {
        return number;
    }

    /** What ingest sent because of the last input; the workers take it on. */
    public void sent(List<SpecificRecord> requests) {
        for (SpecificRecord request : requests) {
            NotificationIdentity identity = Lines.identity(request);
            traffic.sent(identity, now);
            sent.addLast(new Sent(identity, Lines.address(request)));
            if (sent.size() > 200) {
                sent.removeFirst();
            }
        }
    }

    /** The next that happens. */
    public Input next() {
        Input heard = traffic.next(now);
        if (heard != null) {
            return heard;
        }
        int roll = random.nextInt(1_000);
        if (roll < 110) {
            return pass();
        }
        if (roll < 114 && !sent.isEmpty()) {
            return new Input.Cancelled(List.of(anySent().identity().getNotificationId(),
                    new UUID(random.nextLong(), random.nextLong())));
        }
        if (roll < 118 && !sent.isEmpty()) {
            return person();
        }
        number++;
        if (roll < 220 && !recent.isEmpty()) {
            return new Input.Event(again());
        }
        if (roll < 235 && !recent.isEmpty()) {
            CaseEvent event = again();
            Map<String, Value> data = new HashMap<>(event.getData());
            data.put("number", new Value("X" + number));
            return new Input.Event(CaseEvent.newBuilder(event).setData(data).build());
        }
        CaseEvent event = event();
        recent.addLast(new Published(now, event));
        return new Input.Event(event);
    }

    private Input pass() {
        int millis = switch (random.nextInt(100)) {
            case 0, 1, 2 -> random.nextInt(12 * 3_600_000);
            case 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> random.nextInt(7_200_000);
            default -> random.nextInt(random.nextInt(3) == 0 ? 600_000 : 5_000);
        };
        // Every part looks at its clock at least each second.
        Duration time = Duration.ofMillis(1_000L + millis);
        now = now.plus(time);
        // What is older may have been forgotten.
        while (!recent.isEmpty() && recent.getFirst().at().isBefore(now.minus(Duration.ofDays(6)))) {
            recent.removeFirst();
        }
        return new Input.Pass(time);
    }

    private Sent anySent() {
        return List.copyOf(sent).get(random.nextInt(sent.size()));
    }

    private Input person() {
        if (!decided.isEmpty() && random.nextBoolean()) {
            Input.Decided stopped = decided.removeFirst();
            return new Input.Decided(stopped.identity(), stopped.address(), stopped.since(), null, now);
        }
        Sent one = anySent();
        Input.Decided stop = new Input.Decided(one.identity(), one.address(), now,
                random.nextInt(3) == 0 ? now.plusSeconds(random.nextInt(200_000)) : null, null);
        decided.addLast(stop);
        return stop;
    }

    private CaseEvent again() {
        List<Published> all = List.copyOf(recent);
        int back = Math.min(all.size(), random.nextInt(3) == 0 ? all.size() : 20);
        return all.get(all.size() - 1 - random.nextInt(back)).event();
    }

    private CaseEvent event() {
        Case one = aCase();
        Map<String, Value> data = new HashMap<>();
        if (random.nextInt(100) != 0) {
            data.put("number", new Value("N" + number));
        }
        data.put("amount", new Value((long) Math.max(0, random.nextInt(20) - 1)));
        data.put("due", new Value(TimeValue.newBuilder()
                .setTime(now.plusSeconds(random.nextInt(500_000) - 100_000)).build()));
        data.put("fee", new Value(Money.newBuilder().setMinorUnits(random.nextInt(9_000)).build()));
        return CaseEvent.newBuilder().setId("E" + number).setSource(one.source())
                .setType(TYPES.get(random.nextInt(TYPES.size()))).setTime(time()).setCaseReference(one.reference())
                .setRecipients(random.nextInt(60) == 0 ? List.of() : recipients(one)).setData(data).build();
    }

    private List<Recipient> recipients(Case one) {
        List<Recipient> all = new ArrayList<>(one.people());
        if (random.nextInt(40) == 0) {
            all.add(all.getFirst());
        }
        return all;
    }

    /** Mostly a little ago, to the whole minute, so that some events of a case have one time; rarely long ago, or not yet. */
    private Instant time() {
        Instant minute = Instant.ofEpochSecond(now.getEpochSecond() / 300 * 300);
        return switch (random.nextInt(50)) {
            case 0 -> minute.minus(Duration.ofHours(random.nextInt(480)));
            case 1 -> minute.plusSeconds(random.nextInt(3_600));
            default -> minute.minusSeconds(300L * random.nextInt(8));
        };
    }

    private Case aCase() {
        if (cases.size() < CASES || random.nextInt(12) == 0) {
            List<Recipient> involved = new ArrayList<>(List.of(people.one("keeper")));
            if (random.nextInt(3) == 0) {
                involved.add(random.nextInt(4) == 0 ? people.one("bystander") : people.one("agent"));
            }
            Case opened = new Case("urn:example:" + (random.nextBoolean() ? "a" : "b"), "C" + number, involved);
            if (cases.size() < CASES) {
                cases.add(opened);
            } else {
                cases.set(random.nextInt(CASES), opened);
            }
            return opened;
        }
        return cases.get(random.nextInt(CASES));
    }
}
