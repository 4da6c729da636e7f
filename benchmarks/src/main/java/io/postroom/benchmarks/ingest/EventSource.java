package io.postroom.benchmarks.ingest;

import io.postroom.local.event.Publisher;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;

/** A back office that publishes case events with the ordinary serializer. */
final class EventSource implements AutoCloseable {
    private static final int CASES = 50_000;

    private final Publisher publisher;
    private final RuleSet rules;
    private int next;

    EventSource(Installation installation, RuleSet rules) {
        this.publisher = new Publisher(installation.bootstrapServers(), installation.registryUrl());
        this.rules = rules;
    }

    int published() {
        return next;
    }

    void atOnce(int count) {
        Future<?> last = null;
        for (int i = 0; i < count; i++) {
            last = publishNext();
        }
        if (last != null) {
            Publisher.await(last);
        }
    }

    /** Publishes evenly, and notes when each was published, in nanoseconds. */
    void evenly(int perSecond, int seconds, AtomicLongArray publishedAt) throws InterruptedException {
        long began = System.nanoTime();
        int total = perSecond * seconds;
        int sent = 0;
        while (sent < total) {
            int due = (int) Math.min(total, (System.nanoTime() - began) / 1e9 * perSecond);
            for (; sent < due; sent++) {
                publishedAt.set(next, System.nanoTime());
                publishNext();
            }
            Thread.sleep(1);
        }
    }

    /** Publishes events whose messages wait, each due a little after the one before. */
    void later(int count, Instant due, Duration apart) {
        Future<?> last = null;
        for (int i = 0; i < count; i++) {
            Instant its = due.plus(apart.multipliedBy(i)).truncatedTo(ChronoUnit.MILLIS);
            last = publish(RuleSet.LATER, Map.of(RuleSet.DUE,
                    Value.newBuilder().setValue(TimeValue.newBuilder().setTime(its).build()).build()));
        }
        if (last != null) {
            Publisher.await(last);
        }
    }

    private Future<?> publishNext() {
        return publish(rules.type(next), Map.of());
    }

    private Future<?> publish(String type, Map<String, Value> more) {
        int number = next++;
        Map<String, Value> data = new HashMap<>(more);
        data.put(RuleSet.NUMBER, Value.newBuilder().setValue((long) number).build());
        CaseEvent event = CaseEvent.newBuilder().setId("event-" + number).setSource("urn:bench")
                .setType(type).setTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setCaseReference("case-" + number % CASES)
                .setRecipients(List.of(Recipient.newBuilder().setRole("person").setReference("P" + number % CASES)
                        .setName("Bench Person").setLanguage(Language.EN)
                        .setMobile(mobile(number)).build()))
                .setData(data).build();
        return publisher.publish(Installation.TOPICS.caseEvents(), event.getCaseReference(), event);
    }

    /** Numbers kept for drama are known at once; of these the numbering plan has to be asked, as of people's own. */
    private static String mobile(int number) {
        return String.format("07123456%03d", number % 1_000);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
