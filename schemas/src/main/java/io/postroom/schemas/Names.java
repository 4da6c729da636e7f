package io.postroom.schemas;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Every topic and header name of Postroom, in this one place.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class Names {
    /**
     * The service of heartbeats: requests of nobody to nobody, which pass through a lane up to the call of a provider and
     * show that it moves. No rule set can have this name, which has a dot.
     */
    public static final String HEARTBEAT_SERVICE = "postroom.heartbeat";

    /** The event source of everything that was asked for on the topic of sends, and of which no event told. */
    public static final String SEND_SOURCE = "urn:postroom:send";

    private Names() {}

    /** How long a delay topic keeps a request before it is returned to its lane. */
    public enum Delay {
        ONE_MINUTE("1m", Duration.ofMinutes(1)), TEN_MINUTES("10m",
                Duration.ofMinutes(10)), ONE_HOUR("1h", Duration.ofHours(1));

        private final String label;
        private final Duration duration;

        Delay(String label, Duration duration) {
            this.label = label;
            this.duration = duration;
        }

        /** The delay as topic names spell it. */
        public String label() {
            return label;
        }

        /** The delay itself. */
        public Duration duration() {
            return duration;
        }
    }

    /**
     * The topics of one installation.
     *
     * @param prefix put in front of every name of Postroom's own; empty, or ending in a dot
     */
    public record Topics(String prefix) {
        /** Topic names of an installation without a prefix. */
        public static final Topics DEFAULT = new Topics("");
        private static final String DEAD_LETTER = ".dead-letter.v1";
        private static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER);
        private static final List<Priority> LANES = List.of(Priority.NORMAL, Priority.BULK);

        public Topics {
            Objects.requireNonNull(prefix, "prefix");
            if (!prefix.matches("([a-z0-9]+(-[a-z0-9]+)*\\.)*")) {
                throw new IllegalArgumentException("The topic prefix '" + prefix
                        + "' must be empty, or lower-case words of letters, digits and hyphens, each followed by a dot.");
            }
        }

        /** Case events in Postroom's own record. */
        public String caseEvents() {
            return prefix + "case-events";
        }

        /** Requests from people and from systems that choose the template themselves. */
        public String send() {
            return prefix + "notifications.send.v1";
        }

        /** Requests that wait. */
        public String held() {
            return prefix + "notifications.held.v1";
        }

        /** Cancel, supersede, stop, release. */
        public String control() {
            return prefix + "notifications.control.v1";
        }

        /** Steps of notifications. */
        public String status() {
            return prefix + "notifications.status.v1";
        }

        /** What became of each event. */
        public String decision() {
            return prefix + "notifications.decision.v1";
        }

        /** Suppressed addresses, compacted. */
        public String suppression() {
            return prefix + "notifications.suppression.v1";
        }

        /** Requests of one channel and lane. */
        public String request(Channel channel, Priority priority) {
            return prefix + "notifications.request." + word(channel) + "." + word(priority) + ".v1";
        }

        /** Requests of one channel that wait for another attempt. */
        public String delay(Channel channel, Delay delay) {
            return prefix + "notifications.request." + word(channel) + ".delay." + delay.label() + ".v1";
        }

        /** Acceptances and receipts of one channel. */
        public String receipt(Channel channel) {
            return prefix + "notifications.receipt." + word(channel) + ".v1";
        }

        /** Where records of a topic go that nobody can process. */
        public String deadLetter(String topic) {
            return topic + DEAD_LETTER;
        }

        /** Whether a topic is one of dead letters, to go by its name. */
        public boolean isDeadLetter(String topic) {
            return topic.endsWith(DEAD_LETTER);
        }

        /** The statuses of one service, for its own systems. */
        public String serviceStatus(String service) {
            return prefix + service + ".notification-status.v1";
        }

        /** Lanes and delay topics of every channel. */
        public Set<String> requests() {
            Set<String> requests = new LinkedHashSet<>();
            for (Channel channel : CHANNELS) {
                for (Priority priority : LANES) {
                    requests.add(request(channel, priority));
                }
                for (Delay delay : Delay.values()) {
                    requests.add(delay(channel, delay));
                }
            }
            return requests;
        }

        /** Every fixed topic of Postroom's own, dead letters of the request topics included; sources and service topics are not. */
        public List<String> all() {
            List<String> all = new ArrayList<>(
                    List.of(send(), deadLetter(send()), held(), control(), status(), decision(), suppression()));
            for (Channel channel : CHANNELS) {
                for (Priority priority : LANES) {
                    all.add(request(channel, priority));
                    all.add(deadLetter(request(channel, priority)));
                }
                for (Delay delay : Delay.values()) {
                    all.add(delay(channel, delay));
                }
                all.add(receipt(channel));
            }
            return List.copyOf(all);
        }

        private static String word(Enum<?> symbol) {
            return symbol.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Record headers. Values are UTF-8 text unless said otherwise. Never personal data. */
    public static final class Headers {
        /** CloudEvents attributes, binary mode of the Kafka protocol binding 1.0. */
        public static final String CE_ID = "ce_id";
        public static final String CE_SOURCE = "ce_source";
        public static final String CE_SPEC_VERSION = "ce_specversion";
        public static final String CE_TYPE = "ce_type";
        public static final String CE_TIME = "ce_time";
        public static final String CE_SUBJECT = "ce_subject";
        public static final String CONTENT_TYPE = "content-type";

        /** W3C Trace Context. */
        public static final String TRACEPARENT = "traceparent";
        public static final String TRACESTATE = "tracestate";

        /** How many attempts a delayed request has behind it, decimal. */
        public static final String ATTEMPT = "postroom-attempt";
        /** When its first attempt began, epoch milliseconds, decimal. */
        public static final String FIRST_ATTEMPT_AT = "postroom-first-attempt-at";
        /** Not to be offered again before, epoch milliseconds, decimal. */
        public static final String NOT_BEFORE = "postroom-not-before";
        /** The lane topic that a delayed request returns to. */
        public static final String ORIGIN_TOPIC = "postroom-origin-topic";

        /** On dead letters: a code from a closed list. */
        public static final String DEAD_LETTER_REASON = "postroom-dead-letter-reason";
        /** On dead letters: one sentence, without any value of the record. */
        public static final String DEAD_LETTER_DETAIL = "postroom-dead-letter-detail";
        /** On dead letters: where the record stood, as topic, partition and offset. */
        public static final String DEAD_LETTER_TOPIC = "postroom-dead-letter-topic";
        public static final String DEAD_LETTER_PARTITION = "postroom-dead-letter-partition";
        public static final String DEAD_LETTER_OFFSET = "postroom-dead-letter-offset";
        /** On dead letters: when, epoch milliseconds, decimal. */
        public static final String DEAD_LETTER_AT = "postroom-dead-letter-at";

        /** On the mark behind a dead letter that somebody has dealt with: {@code redriven} or {@code discarded}. */
        public static final String DEAD_LETTER_HANDLED = "postroom-dead-letter-handled";
        /** On the mark: the offset of the letter, in the same partition; decimal. */
        public static final String DEAD_LETTER_HANDLED_OFFSET = "postroom-dead-letter-handled-offset";
        /** On the mark: when, epoch milliseconds, decimal. */
        public static final String DEAD_LETTER_HANDLED_AT = "postroom-dead-letter-handled-at";
        /** On the mark: why, in the words of whoever did it. */
        public static final String DEAD_LETTER_HANDLED_WHY = "postroom-dead-letter-handled-why";

        /** Where an event stands that this one repeats: topic, partition and offset, with slashes between them. */
        public static final String REPLAY_OF = "postroom-replay-of";
        /** Why it was repeated, in the words of the person who did it. */
        public static final String REPLAY_WHY = "postroom-replay-why";

        private Headers() {}
    }
}
