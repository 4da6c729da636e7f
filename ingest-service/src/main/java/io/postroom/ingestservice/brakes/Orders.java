package io.postroom.ingestservice.brakes;

import io.postroom.schemas.Targets;
import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What has been stopped and not released, and what was taken back by rule, template, batch, service or case, as one task has
 * heard it. People give such commands, so that they are few: all of them are in memory as well as in the store.
 *
 * <p>Used by the one thread that owns the store.
 */
public final class Orders implements Stops {
    /** Longer than anything that was decided before a command can come up again: the chains of channels take longest. */
    private static final Duration CANCELS_KEPT = Duration.ofDays(100);
    private static final String STOP = "stop ";
    private static final String CANCEL = "cancel ";
    private static final String LET_GO = "let go ";

    private final KeyValueStore<String, Order> store;
    private final Map<String, ControlCommand> stops = new LinkedHashMap<>();
    private final Map<String, ControlCommand> cancels = new LinkedHashMap<>();
    /** When the rules' messages that were too many were last let go. */
    private final Map<String, ControlCommand> letGo = new LinkedHashMap<>();
    private boolean cancelsToDo;
    private boolean loaded;

    /** With the store of a task. */
    public Orders(KeyValueStore<String, Order> store) {
        this.store = store;
    }

    /** When it is first asked: what a task took over is there by then. */
    private void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        try (KeyValueIterator<String, Order> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                kind(entry.key).put(entry.key, entry.value.command());
                cancelsToDo |= !entry.value.done();
            });
        }
    }

    private Map<String, ControlCommand> kind(String name) {
        if (name.startsWith(STOP)) {
            return stops;
        }
        return name.startsWith(LET_GO) ? letGo : cancels;
    }

    /** The store. */
    public static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Order.serde())
                .withCachingDisabled();
    }

    /**
     * Takes a command in. The same again changes nothing.
     *
     * @return whether something may go that was stopped before
     */
    public boolean apply(ControlCommand command) {
        load();
        return switch (command.getAction()) {
            case STOP -> {
                keep(STOP + name(command.getTarget()), command, stops, true);
                yield false;
            }
            case RELEASE -> release(STOP + name(command.getTarget()), command);
            case CANCEL, SUPERSEDE -> {
                keep(CANCEL + name(command.getTarget()), command, cancels, false);
                yield false;
            }
            case UNRECOGNISED -> false;
        };
    }

    /** What a rule made too many of may go, as far as it waits for no longer than until the moment that the command names. */
    public void letGo(ControlCommand command) {
        load();
        keep(LET_GO + name(command.getTarget()), command, letGo, true);
    }

    /** Whether a message that was too many for its rule still waits for a person. */
    public boolean waitsForPerson(NotificationIdentity identity, Instant since) {
        load();
        ControlCommand command = letGo.get(LET_GO + name(ScopeTarget.newBuilder().setService(identity.getService())
                .setRuleId(identity.getRuleId()).build()));
        return command == null || since.isAfter(command.getIssuedAt());
    }

    private void keep(String name, ControlCommand command, Map<String, ControlCommand> kept, boolean done) {
        ControlCommand known = kept.get(name);
        if (known == null || known.getIssuedAt().isBefore(command.getIssuedAt())) {
            kept.put(name, command);
            store.put(name, new Order(done, command));
            cancelsToDo |= !done;
        }
    }

    /** Both have the same key, so that they come in order; a repeated older release must not lift a newer stop. */
    private boolean release(String name, ControlCommand command) {
        ControlCommand stop = stops.get(name);
        return stop != null && !stop.getIssuedAt().isAfter(command.getIssuedAt()) && lift(name);
    }

    private boolean lift(String name) {
        forget(name, stops);
        return true;
    }

    private void forget(String name, Map<String, ControlCommand> kept) {
        kept.remove(name);
        store.delete(name);
    }

    @Override
    public boolean anyStop() {
        load();
        return !stops.isEmpty();
    }

    @Override
    public boolean stop(NotificationIdentity identity) {
        load();
        return stops.values().stream().anyMatch(stop -> Targets.covers(stop.getTarget(), identity));
    }

    /** Why a notification was taken back; null if it was not. */
    public @Nullable StatusReason takenBack(NotificationIdentity identity) {
        load();
        for (ControlCommand cancel : cancels.values()) {
            if (Targets.takesBack(cancel.getTarget(), cancel.getIssuedAt(), identity)) {
                return cancel.getReason();
            }
        }
        return null;
    }

    /** Whether something has been taken back for which nobody has gone through all that waits. */
    public boolean cancelsToDo() {
        load();
        return cancelsToDo;
    }

    /** All that waits has been gone through, after the last command was heard. */
    public void cancelsDone() {
        cancels.forEach((name, command) -> store.put(name, new Order(true, command)));
        cancelsToDo = false;
    }

    /**
     * Forgets what is over by age.
     *
     * @return whether something may go that was stopped before
     */
    public boolean forget(Instant now) {
        load();
        List<String> lapsed = olderThan(stops, now.minus(Targets.STOPS_HOLD));
        lapsed.forEach(this::lift);
        olderThan(cancels, now.minus(CANCELS_KEPT)).forEach(name -> forget(name, cancels));
        olderThan(letGo, now.minus(CANCELS_KEPT)).forEach(name -> forget(name, letGo));
        return !lapsed.isEmpty();
    }

    private static List<String> olderThan(Map<String, ControlCommand> commands, Instant limit) {
        return commands.entrySet().stream().filter(entry -> entry.getValue().getIssuedAt().isBefore(limit))
                .map(Map.Entry::getKey).toList();
    }

    /** The same for the same target, and short however many notifications it names. */
    private static UUID name(Object target) {
        // A union of Avro has no type of its own in Java.
        String words = switch (target) {
            case ScopeTarget scope -> "scope\n" + scope.getService() + "\n" + scope.getRuleId() + "\n"
                    + scope.getTemplateId() + "\n" + scope.getBatchId();
            case CaseTarget ofCase -> "case\n" + ofCase.getCaseKey() + "\n" + ofCase.getService() + "\n"
                    + ofCase.getRuleIds() + "\n" + ofCase.getRequestedBefore();
            case NotificationTarget notifications -> "notifications\n" + notifications.getNotificationIds();
            default -> throw new IllegalStateException("The contract has no other target.");
        };
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    }
}
