package io.postroom.ingestservice.deadletters;

import io.postroom.schemas.Names;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Deals with dead letters: sends them again to where they stood, byte for byte under the same key, or puts them away for
 * good. A letter and the mark that it is dealt with are one transaction, and one transactional id for all desks means
 * that of two people at work the later one goes on and the earlier one is stopped: no letter is sent again twice. For
 * one thread.
 */
final class DeadLetterDesk {
    private static final String TRANSACTIONAL_ID = "postroom-dead-letters";
    private static final int IN_ONE_TRANSACTION = 500;
    /** What the engine and ingest wrote onto the letter; again at its place, it has everything before it. */
    private static final String OWN_HEADERS = "postroom-";

    private final Map<String, Object> client;
    private final DeadLetterTopics topics;
    private final Clock clock;

    DeadLetterDesk(Map<String, Object> client, DeadLetterTopics topics, Clock clock) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.clock = clock;
    }

    /** What cannot be sent again, each with why; empty if all of them can. */
    List<String> obstacles(List<DeadLetter> letters, boolean mayDouble) {
        Set<String> existing = topics.existing();
        List<String> obstacles = new ArrayList<>();
        for (DeadLetter letter : letters) {
            if (!existing.contains(letter.origin().topic())) {
                obstacles.add(letter.id() + ": the topic that it came from does not exist any more");
            } else if (letter.reason().equals("unknown-outcome") && !mayDouble) {
                obstacles.add(letter.id() + ": nobody knows whether it was delivered;"
                        + " say --may-double if the person shall rather get it twice than never");
            } else if (letter.reason().equals("no-origin")) {
                obstacles.add(letter.id() + ": it does not say which lane it belongs to");
            }
        }
        return obstacles;
    }

    /** Sends them again; gives how many. What somebody else has dealt with meanwhile is left out. */
    int redrive(List<DeadLetter> letters, String why) {
        return handle(letters, Handled.REDRIVEN, why, true);
    }

    /** Puts them away; gives how many. */
    int discard(List<DeadLetter> letters, String why) {
        return handle(letters, Handled.DISCARDED, why, false);
    }

    private int handle(List<DeadLetter> letters, Handled handled, String why, boolean again) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            // Only now, when nobody else can mark any: what is open is what is open.
            Set<LetterId> open = topics.open().stream().map(DeadLetter::id).collect(Collectors.toSet());
            List<LetterId> wanted = letters.stream().map(DeadLetter::id).filter(open::contains).toList();
            Batch batch = new Batch(producer);
            topics.contents(wanted, record -> {
                DeadLetter letter = DeadLetter.of(record);
                batch.begin();
                if (again) {
                    producer.send(asItWas(record, letter.origin().topic()));
                }
                producer.send(handled.mark(letter.id(), why, clock.instant()));
                batch.added();
            });
            batch.end();
            return batch.all;
        }
    }

    private static ProducerRecord<byte[], byte[]> asItWas(ConsumerRecord<byte[], byte[]> record, String topic) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topic, record.key(), record.value());
        Headers headers = again.headers();
        record.headers().forEach(header -> {
            if (!header.key().startsWith(OWN_HEADERS)) {
                headers.add(header);
            }
        });
        String lane = DeadLetter.text(record.headers(), Names.Headers.ORIGIN_TOPIC, topic);
        return lane.equals(topic)
                ? again
                : new ProducerRecord<>(lane, null, again.key(), again.value(), headers);
    }

    /** Transactions of a bounded size. */
    private static final class Batch {
        private final KafkaProducer<byte[], byte[]> producer;
        private int inThis;
        private int all;

        Batch(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        void begin() {
            if (inThis == 0) {
                producer.beginTransaction();
            }
        }

        void added() {
            all++;
            inThis++;
            if (inThis == IN_ONE_TRANSACTION) {
                end();
            }
        }

        void end() {
            if (inThis > 0) {
                producer.commitTransaction();
                inThis = 0;
            }
        }
    }
}
