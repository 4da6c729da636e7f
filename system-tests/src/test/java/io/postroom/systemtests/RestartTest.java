package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.local.event.Publisher;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every service is stopped, or killed, and started again half-way through five thousand events. The ledger that counts
 * is in this JVM; the services are processes of their own.
 */
@Tag("full")
class RestartTest {
    private static final int TEXTS = 3600;
    private static final int EMAILS = 1300;
    private static final int LETTERS = 100;
    private static final int ALL = TEXTS + EMAILS + LETTERS;
    /** Events of each rule that has a limit, in the rule set of the load: two texts a person, a hundred an hour. */
    private static final int LIMITED = 800;
    private static final int PER_HOUR = 100;
    /** The load's texts go to so many numbers. */
    private static final int NUMBERS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** The most that any worker here has with its provider at a time: the window of the SMPP session is 10 texts. */
    private static final int IN_FLIGHT = 10;
    /** The commit interval of 200 ms, one poll, and the commit's own way to a broker on a busy machine. */
    private static final Duration COMMIT_TIME = Duration.ofMillis(600);

    @TempDir
    Path folder;

    private LocalPlatform platform;
    private EventPublisher publisher;
    private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);

    @BeforeEach
    void start() {
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder, LoadEvents.RULES), line -> {});
        publisher = new EventPublisher(platform);
        for (Service service : Service.values()) {
            processes.put(service, platform.startProcess(service));
        }
        processes.values().forEach(process -> process.awaitReady(PATIENCE));
    }

    @AfterEach
    void stop() {
        publisher.close();
        processes.values().forEach(ServiceProcess::close);
        platform.close();
    }

    @Test
    void stopping_and_starting_each_service_half_way_loses_nothing_and_doubles_nothing() {
        // Given
        LoadEvents load = new LoadEvents("stop");
        Marks marks = new Marks(platform.outside().ledger(), "stop");
        publisher.publish(firstHalf(load));

        // When
        for (Service service : Service.values()) {
            awaitProgress(marks);
            processes.get(service).close();
            publisher.publish(quarterOfSecondHalf(load, service.ordinal()));
            startAgain(service);
        }

        // Then
        awaitSettled(marks, Set.of());
        assertThat(marks.received()).hasSize(ALL);
        assertThat(marks.doubled()).isEmpty();
    }

    @Test
    void killing_each_service_half_way_loses_nothing_and_doubles_no_more_than_was_in_flight() {
        // Given
        LoadEvents load = new LoadEvents("kill");
        Marks marks = new Marks(platform.outside().ledger(), "kill");
        publisher.publish(firstHalf(load));
        int mayDouble = 0;

        // When
        for (Service service : Service.values()) {
            awaitProgress(marks);
            publisher.publish(quarterOfSecondHalf(load, service.ordinal()));
            mayDouble += IN_FLIGHT + acceptedWithin(COMMIT_TIME);
            processes.get(service).kill();
            startAgain(service);
        }

        // Then
        awaitSettled(marks, Set.of(NotificationState.UNKNOWN));
        Set<String> accountedFor = new Journal(platform).eventsIn(Set.of(NotificationState.UNKNOWN));
        assertThat(accountedFor).as("only letters ask").allMatch(mark -> mark.startsWith("killL"));
        accountedFor.addAll(marks.received().keySet());
        assertThat(accountedFor).as("accepted outside, or reported as unknown").hasSize(ALL);
        assertThat(marks.doubled().keySet()).as("what asks is never doubled")
                .noneMatch(mark -> mark.startsWith("killL"));
        assertThat(marks.doubled()).hasSizeLessThanOrEqualTo(mayDouble)
                .allSatisfy((mark, times) -> assertThat(times).isEqualTo(2));
    }

    @Test
    void killing_ingest_half_way_forgets_neither_what_a_person_had_nor_what_a_rule_made() {
        // Given
        LoadEvents toPersons = new LoadEvents("cap");
        LoadEvents ofRule = new LoadEvents("blast");
        Marks capped = new Marks(platform.outside().ledger(), "cap");
        Marks limited = new Marks(platform.outside().ledger(), "blast");
        List<CaseEvent> toCap = of("load.capped-text", toPersons);
        List<CaseEvent> toLimit = of("load.limited-text", ofRule);

        // When
        for (int part = 0; part < 4; part++) {
            publisher.publish(slice(toCap, part, 4));
            publisher.publish(slice(toLimit, part, 4));
            processes.get(Service.INGEST).kill();
            startAgain(Service.INGEST);
        }

        // Then
        Journal journal = new Journal(platform);
        await("every event to be decided").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> capped
                .received().size() + limited.received().size()
                + journal.eventsIn(Set.of(NotificationState.SUPPRESSED))
                        .size()
                + journal.eventsBecause(StatusReason.BLAST_LIMIT).size() == 2 * LIMITED);
        assertThat(capped.received().keySet().stream().collect(Collectors.groupingBy(
                mark -> Integer.parseInt(mark.substring("capS".length())) % NUMBERS, Collectors.counting())))
                .as("texts by person").hasSize(NUMBERS).allSatisfy((person, texts) -> assertThat(texts).isEqualTo(2));
        assertThat(journal.eventsBecause(StatusReason.CAP_REACHED)).hasSize(LIMITED - 2 * NUMBERS);
        assertThat(limited.received()).hasSize(PER_HOUR);
        assertThat(journal.eventsBecause(StatusReason.BLAST_LIMIT)).hasSize(LIMITED - PER_HOUR);

        // When
        release("load", "limited-text");

        // Then
        await("what was too much").atMost(PATIENCE).until(() -> limited.received().size() == LIMITED);
        assertThat(capped.received()).hasSize(2 * NUMBERS);
        assertThat(capped.doubled()).isEmpty();
        assertThat(limited.doubled()).isEmpty();
    }

    private static List<CaseEvent> of(String type, LoadEvents load) {
        return load.events(Channel.SMS, LIMITED).stream()
                .map(event -> CaseEvent.newBuilder(event).setType(type).build())
                .toList();
    }

    private void release(String service, String rule) {
        try (Publisher commands = new Publisher(platform.bootstrapServers(), platform.registryUrl())) {
            Publisher.await(commands.publish(Names.Topics.DEFAULT.control(), service, ControlCommand.newBuilder()
                    .setCommandId(UUID.randomUUID()).setAction(ControlAction.RELEASE)
                    .setTarget(ScopeTarget.newBuilder().setService(service).setRuleId(rule).build())
                    .setReason(StatusReason.STOPPED).setIssuedBy("test").setIssuedAt(Instant.now()).build()));
        }
    }

    private static List<CaseEvent> firstHalf(LoadEvents load) {
        return half(load, 0);
    }

    private static List<CaseEvent> quarterOfSecondHalf(LoadEvents load, int quarter) {
        return slice(half(load, 1), quarter, Service.values().length);
    }

    private static List<CaseEvent> half(LoadEvents load, int which) {
        return Stream.of(slice(load.events(Channel.SMS, TEXTS), which, 2),
                slice(load.events(Channel.EMAIL, EMAILS), which, 2),
                slice(load.events(Channel.LETTER, LETTERS), which, 2)).flatMap(List::stream).toList();
    }

    private static <T> List<T> slice(List<T> all, int which, int of) {
        return all.subList(all.size() * which / of, all.size() * (which + 1) / of);
    }

    private void startAgain(Service service) {
        processes.put(service, platform.startProcess(service));
        processes.get(service).awaitReady(PATIENCE);
    }

    /** How much the outside world accepted, by its ledger, within the latest stretch of time. */
    private int acceptedWithin(Duration time) {
        Instant since = Instant.now().minus(time);
        return (int) platform.outside().ledger().after(0).stream()
                .filter(accepted -> accepted.acceptedAt().isAfter(since)).count();
    }

    /** Something more has arrived. */
    private static void awaitProgress(Marks marks) {
        int before = marks.received().size();
        await().atMost(PATIENCE).until(() -> marks.received().size() > before || before == ALL);
    }

    /** Every event is accounted for, and then the ledger stays as it is for a while: a double would come last. */
    private void awaitSettled(Marks marks, Set<NotificationState> otherEnds) {
        await("all " + ALL + " messages").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            Set<String> ended = new TreeSet<>(marks.received().keySet());
            ended.addAll(
                    ended.size() == ALL || otherEnds.isEmpty() ? Set.of() : new Journal(platform).eventsIn(otherEnds));
            return ended.size() == ALL;
        });
        AtomicInteger last = new AtomicInteger(-1);
        await("the ledger to be quiet").atMost(PATIENCE).pollInterval(Duration.ofSeconds(4))
                .until(() -> last.getAndSet(platform.outside().ledger().size()) == platform.outside().ledger().size());
    }
}
