package io.postroom.ingestservice.reference;

import static io.postroom.schemas.v1.NotificationState.CREATED;
import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static io.postroom.schemas.v1.NotificationState.FAILED;
import static io.postroom.schemas.v1.NotificationState.HELD;
import static io.postroom.schemas.v1.NotificationState.SENDING;
import static io.postroom.schemas.v1.NotificationState.SENT;
import static io.postroom.schemas.v1.NotificationState.UNKNOWN;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What became of each message, and what is sent in its stead. */
final class Post {
    private static final List<NotificationState> ON_ITS_WAY = List.of(CREATED, HELD, SENDING, SENT);
    private static final List<StatusReason> NEXT_CHANNEL = List.of(StatusReason.NO_ADDRESS,
            StatusReason.INVALID_ADDRESS, StatusReason.UNKNOWN_RECIPIENT, StatusReason.RECIPIENT_UNREACHABLE,
            StatusReason.RECIPIENT_REFUSED, StatusReason.RETURNED, StatusReason.RETRIES_SPENT);

    private final World world;
    private final Blocked blocked;
    private final Instant receiptsCountFrom;
    private final Map<UUID, Standing> standings = new HashMap<>();
    private final Map<UUID, Link> links = new HashMap<>();
    private final Map<UUID, Instant> receiptsDue = new HashMap<>();
    private final Map<String, Reference> references = new HashMap<>();
    private Shelf shelf;

    /** Where one message stands: as the status topic shows it, as receipts said, and what each of its parts came to. */
    private static final class Standing {
        NotificationState shown;
        StatusReason why;
        NotificationState said;
        final TreeMap<String, Part> parts = new TreeMap<>();
    }

    private static final class Part {
        int attempt;
        int of;
        NotificationState state;
    }

    private record Link(Message next, Duration receiptWithin, Duration expires, boolean taken) {}

    private static final class Reference {
        UUID id;
        int attempt;
        int parts;
        final List<Report> waiting = new ArrayList<>();
    }

    /** What a provider reports. */
    record Report(NotificationState state, StatusReason reason, Instant at) {}

    Post(World world, Blocked blocked) {
        this.world = world;
        this.blocked = blocked;
        this.receiptsCountFrom = world.now.plus(Duration.ofMinutes(10));
    }

    void before(Shelf next) {
        shelf = next;
    }

    void publish(UUID id, NotificationState state, StatusReason reason, Instant at) {
        world.tell(status(id, state, reason, at));
        shown(id, state, reason, at);
    }

    static String status(UUID id, NotificationState state, StatusReason reason, Instant at) {
        return String.join(" ", "STATUS", id.toString(), state.toString(), "" + reason, at.toString());
    }

    void chain(List<Message> chain, Duration receiptWithin, Duration expires) {
        for (int i = 1; i < chain.size(); i++) {
            links.put(chain.get(i - 1).id(), new Link(chain.get(i), receiptWithin, expires, false));
        }
    }

    void takeBack(List<UUID> ids) {
        ids.forEach(this::endChain);
    }

    private static boolean mayFollow(NotificationState before, NotificationState next) {
        if (before == null) {
            return true;
        }
        if (ON_ITS_WAY.contains(before)) {
            return !ON_ITS_WAY.contains(next) || ON_ITS_WAY.indexOf(next) > ON_ITS_WAY.indexOf(before);
        }
        return switch (before) {
            case UNKNOWN -> List.of(DELIVERED, FAILED, SENDING).contains(next);
            case FAILED -> next == DELIVERED || next == CREATED;
            case SUPPRESSED, EXPIRED -> next == CREATED;
            default -> false;
        };
    }

    /** The status topic shows a state. */
    void shown(UUID id, NotificationState state, StatusReason reason, Instant at) {
        Standing standing = standings.get(id);
        boolean redriven = standing != null && standing.shown == FAILED && standing.why == StatusReason.RETRIES_SPENT
                && (state == SENDING || state == SENT);
        if (standing != null && !redriven && !mayFollow(standing.shown, state)) {
            return;
        }
        if (standing != null || !ON_ITS_WAY.subList(0, 3).contains(state)) {
            Standing now = standings.computeIfAbsent(id, key -> new Standing());
            if (state == CREATED && now.shown != null) {
                now.said = null;
                now.parts.clear();
            }
            now.shown = state;
            now.why = reason;
        }
        Message message = world.messages.get(id);
        if (state == SENT && message != null) {
            Duration within = receiptWithin(message);
            if (within != null) {
                receiptsDue.put(id, world.now.plus(within));
            }
        }
        if (!ON_ITS_WAY.contains(state)) {
            receiptsDue.remove(id);
            ended(id, state, reason);
        }
        if (message != null && state == FAILED) {
            blocked.failed(message.recipient(), id, reason, at);
        }
        if (message != null && state == DELIVERED) {
            blocked.delivered(message.recipient(), id, at);
        }
    }

    private Duration receiptWithin(Message message) {
        Link link = links.get(message.id());
        if (link != null && link.receiptWithin() != null) {
            return link.receiptWithin();
        }
        return message.channel() == Channel.SMS ? Duration.ofHours(72) : null;
    }

    private void ended(UUID id, NotificationState state, StatusReason reason) {
        Link link = links.get(id);
        boolean next = switch (state) {
            case FAILED -> NEXT_CHANNEL.contains(reason);
            case EXPIRED -> true;
            case SUPPRESSED -> reason == StatusReason.RECIPIENT_SUPPRESSED && failedWhileItWaited(id);
            case UNKNOWN -> reason == StatusReason.NO_RECEIPT && link != null && link.receiptWithin() != null;
            default -> false;
        };
        if (next) {
            if (link != null && !link.taken()) {
                links.put(id, new Link(link.next(), link.receiptWithin(), link.expires(), true));
                turn(link);
            }
            return;
        }
        switch (state) {
            case DELIVERED -> shelf.takeBack(endChain(id), StatusReason.CANCELLED_BY_EVENT);
            case CANCELLED, SUPPRESSED, FAILED -> endChain(id);
            default -> {
                // Not over yet.
            }
        }
    }

    /** Only what was made has waited; and a person who says no is not reached in another way either. */
    private boolean failedWhileItWaited(UUID id) {
        Message message = world.messages.get(id);
        StatusReason blockedFor = message == null ? null : blocked.reason(message.recipient(), world.now);
        return message != null && (blockedFor == null || Blocked.isForGood(blockedFor));
    }

    /** Those of the chain whose turn had come. */
    private List<UUID> endChain(UUID id) {
        List<UUID> taken = new ArrayList<>();
        for (Link link = links.remove(id); link != null; link = links.remove(link.next().id())) {
            if (link.taken()) {
                taken.add(link.next().id());
            }
        }
        return taken;
    }

    private void turn(Link link) {
        Message message = link.next().until(link.expires() == null ? null : world.now.plus(link.expires()));
        say(message.id(), CREATED, null);
        if (message.rule().window() && Hours.opening(world.now).isAfter(world.now)) {
            say(message.id(), HELD, StatusReason.WAITING_FOR_WINDOW);
        }
        shelf.put(message, world.now);
    }

    private void say(UUID id, NotificationState state, StatusReason reason) {
        Standing standing = standings.get(id);
        if (standing != null) {
            if (!mayFollow(standing.shown, state) || !mayFollow(standing.said, state)) {
                return;
            }
            standing.said = state;
        }
        publish(id, state, reason, world.now);
    }

    /** Nobody may be expected to say any more what became of some. */
    void look() {
        if (world.now.isBefore(receiptsCountFrom)) {
            return;
        }
        receiptsDue.entrySet().stream().filter(entry -> !entry.getValue().isAfter(world.now)).map(Map.Entry::getKey)
                .toList().forEach(id -> {
                    receiptsDue.remove(id);
                    say(id, UNKNOWN, StatusReason.NO_RECEIPT);
                });
    }

    void accepted(String reference, UUID id, int parts, int attempt) {
        Reference entry = references.computeIfAbsent(reference, key -> new Reference());
        entry.id = id;
        entry.parts = parts;
        entry.attempt = attempt;
        received(reference, entry, null);
        List<Report> waiting = List.copyOf(entry.waiting);
        entry.waiting.clear();
        waiting.forEach(report -> received(reference, entry, report));
    }

    void reported(String reference, Report report) {
        Reference entry = references.computeIfAbsent(reference, key -> new Reference());
        if (entry.id == null) {
            entry.waiting.add(report);
        } else {
            received(reference, entry, report);
        }
    }

    private void received(String reference, Reference entry, Report report) {
        Standing standing = standings.computeIfAbsent(entry.id, key -> new Standing());
        Part part = standing.parts.computeIfAbsent(reference, key -> new Part());
        part.attempt = entry.attempt;
        part.of = Math.max(part.of, entry.parts);
        if (report == null) {
            return;
        }
        if (mayFollow(part.state, report.state())) {
            part.state = report.state();
        }
        NotificationState sum = sum(standing);
        if (sum != null && mayFollow(standing.shown, sum) && mayFollow(standing.said, sum)) {
            standing.said = sum;
            StatusReason reason = report.state() == sum ? report.reason() : null;
            publish(entry.id, sum, reason == null && sum == FAILED ? StatusReason.PROVIDER_FAILED : reason,
                    report.at());
        }
    }

    /** An attempt whose parts all arrived; else what the last attempt came to. */
    private static NotificationState sum(Standing standing) {
        NotificationState last = null;
        int attempts = standing.parts.values().stream().mapToInt(part -> part.attempt).max().orElse(0);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            int wanted = attempt;
            List<Part> parts = standing.parts.values().stream().filter(part -> part.attempt == wanted).toList();
            int of = parts.stream().mapToInt(part -> part.of).max().orElse(1);
            if (parts.stream().filter(part -> part.state == DELIVERED).count() >= of) {
                return DELIVERED;
            }
            last = List.of(FAILED, UNKNOWN, SENT).stream()
                    .filter(state -> parts.stream().anyMatch(part -> part.state == state)).findFirst().orElse(null);
        }
        return last;
    }
}
