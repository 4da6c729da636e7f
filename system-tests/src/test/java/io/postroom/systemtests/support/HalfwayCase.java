package io.postroom.systemtests.support;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.local.LocalPlatform;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Messages that wait for their time, that are collected, and whose texts fail, so that letters follow; and what ingest requested of all
 * that. Plays the workers.
 */
public final class HalfwayCase {
    /** The rule sets that it is for. */
    public static final Path RULES = Path.of("src", "test", "halfway-rules");
    /** Of each kind. */
    public static final int MESSAGES = 60;
    /** Events that become one message. */
    private static final int COLLECTED = 3;
    /** How many events there are. */
    public static final int EVENTS = MESSAGES * (2 + COLLECTED);
    /** How many requests there must be in the end, the letters in the stead of texts among them. */
    public static final int REQUESTS = MESSAGES * 4;

    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;
    private static final String SMS = TOPICS.request(Channel.SMS, Priority.NORMAL);
    private static final String LETTERS = TOPICS.request(Channel.LETTER, Priority.NORMAL);

    private final String run;
    private final LocalPlatform platform;
    private final EventPublisher publisher;
    private final TopicReader topics;

    /** @param run letters that no other run in the same place uses */
    public HalfwayCase(String run, LocalPlatform platform, EventPublisher publisher) {
        this.run = run;
        this.platform = platform;
        this.publisher = publisher;
        this.topics = new TopicReader(platform.bootstrapServers(), platform.registryUrl());
    }

    /** Publishes everything; what waits is due one after another from a moment on. */
    public void publish(Instant due) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<CaseEvent> events = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            events.add(event("planned", "planned" + i, "P" + i, now, due.plusMillis(20L * i)));
            events.add(event("chased", "chased" + i, "C" + i, now, due));
            for (int part = 0; part < COLLECTED; part++) {
                events.add(event("scanned", "scanned" + i + "-" + part, "S" + i, now.plusMillis(part), due));
            }
        }
        publisher.publish(events);
    }

    private CaseEvent event(String type, String mark, String reference, Instant time, Instant due) {
        Map<String, Value> data = new HashMap<>();
        data.put("mark", Value.newBuilder().setValue(mark).build());
        data.put("due", Value.newBuilder()
                .setValue(TimeValue.newBuilder().setTime(due.truncatedTo(ChronoUnit.MILLIS)).build()).build());
        return CaseEvent.newBuilder().setId(mark).setSource("urn:" + run).setType("halfway." + type).setTime(time)
                .setCaseReference(run + reference)
                .setRecipients(List.of(Recipient.newBuilder().setRole("person").setReference(reference)
                        .setName("Halfway Person").setLanguage(Language.EN).setMobile("07700900123")
                        .setAddressLines(List.of("Halfway Person", "1 Test Street", "Cardiff", "CF10 1AA")).build()))
                .setData(data).build();
    }

    /** How many of its events are decided. */
    public long decided() {
        return topics.values(TOPICS.decision(), io.postroom.schemas.v1.Decision.class).stream()
                .filter(decision -> decision.getEventSource().equals("urn:" + run)).count();
    }

    /** Lets the texts of a part of the chased cases fail. */
    public void fail(int from, int to) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", platform.registryUrl(), "auto.register.schemas", false,
                    "avro.remove.java.properties", true), false);
            texts().map(SmsRequest::getIdentity).filter(one -> one.getRuleId().equals("chased"))
                    .filter(one -> isBetween(one, from, to)).forEach(one -> publisher.publish(TOPICS.status(),
                            one.getCaseKey(), serializer.serialize(TOPICS.status(), failed(one))));
        }
    }

    private static boolean isBetween(NotificationIdentity identity, int from, int to) {
        int number = Integer.parseInt(identity.getEventId().substring("chased".length()));
        return number >= from && number < to;
    }

    private static NotificationStatus failed(NotificationIdentity identity) {
        return NotificationStatus.newBuilder().setIdentity(identity).setState(NotificationState.FAILED)
                .setReason(StatusReason.RETRIES_SPENT).setOccurredAt(Instant.now()).build();
    }

    /** What was requested, in words that are the same in every run unless an id is not what follows from the event; twice where twice. */
    public List<String> requested() {
        return Stream.concat(texts().map(text -> words(text.getIdentity()) + " text: " + text.getText()),
                letters().map(letter -> words(letter.getIdentity()) + " letter: " + letter.getMarkdown())).sorted()
                .toList();
    }

    /** How many letters there are. */
    public long letterCount() {
        return letters().count();
    }

    /** How many of its texts were requested that a rule makes. */
    public long textsOf(String rule) {
        return texts().filter(text -> text.getIdentity().getRuleId().equals(rule)).count();
    }

    private static String words(NotificationIdentity identity) {
        UUID derived = NotificationIds.forEvent(identity.getEventSource(), identity.getEventId(), identity.getService(),
                identity.getRuleId(), identity.getRecipientRole(), identity.getRecipientReference(), 0,
                io.postroom.content.Channel.valueOf(identity.getChannel().name()));
        return identity.getRuleId() + " " + identity.getEventId()
                + (identity.getNotificationId().equals(derived) ? "" : " under another id");
    }

    private Stream<SmsRequest> texts() {
        return topics.values(SMS, SmsRequest.class).stream().filter(text -> isOurs(text.getIdentity()));
    }

    private Stream<LetterRequest> letters() {
        return topics.values(LETTERS, LetterRequest.class).stream().filter(letter -> isOurs(letter.getIdentity()));
    }

    private boolean isOurs(NotificationIdentity identity) {
        return identity.getEventSource().equals("urn:" + run);
    }
}
