package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.local.staff.StaffPages;
import io.postroom.local.staff.StaffProcess;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import io.postroom.systemtests.support.SharedPlatform;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A spreadsheet of 100,000 rows, by the pages of a process with 512 MiB of heap, over ingest, onto the request topics. The
 * first test says how long it takes; the second kills the pages while they check and while they send.
 */
@Tag("long")
class HundredThousandRowsTest {
    private static final int ROWS = 100_000;
    private static final String UPLOAD = "batches/upload/student-finance/evidence-receipt/sms/en";
    private static final long PACE_MILLIS = 100;
    /** What the image tells the JVM, and the collector that it chooses itself in a container of the chart's size. */
    private static final List<String> AS_IN_THE_CHART = List.of("-Xmx768m", "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

    @TempDir
    Path folder;

    private LocalPlatform platform;
    private ServiceProcess ingest;
    private StaffProcess staff;
    private StaffBrowser browser;
    private KafkaConsumer<byte[], byte[]> requests;
    private final Map<Integer, Integer> byPartition = new HashMap<>();
    private final Map<String, Integer> byNotification = new HashMap<>();

    @BeforeEach
    void start() {
        Path rules = SharedPlatform.rules(folder.resolve("rules"));
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder.resolve("data"), rules), line -> {});
        ingest = platform.startProcess(Service.INGEST, Map.of(),
                AS_IN_THE_CHART);
        ingest.awaitReady(PATIENCE);
        staff = StaffProcess.start(
                new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(), "", rules,
                        platform.keySecretFile(), folder.resolve("data"), false, 0),
                Map.of("postroom.staff.spreadsheets.approval-above", "100000",
                        "postroom.staff.database.connections", "10"),
                "512m");
        browser = StaffBrowser.signIn(staff.address(), "Sam Sender");
        String topic = platform.options().topics().request(Channel.SMS, Priority.BULK);
        requests = new KafkaConsumer<>(Map.of("bootstrap.servers", platform.bootstrapServers(), "isolation.level",
                "read_committed"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        requests.assign(requests.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList());
        requests.seekToBeginning(requests.assignment());
    }

    @AfterEach
    void stop() {
        requests.close();
        staff.close();
        ingest.close();
        platform.close();
    }

    @Test
    void how_long_it_takes_and_what_other_pages_do_meanwhile() {
        // Given
        String small = upload(csv(2_000, "w", 1));
        awaitState(small, "CHECKED");
        send(small);
        awaitRequests(2_000);
        forgetRequests();

        // When: of processes that have just started, and again of the same
        measure("first", csv(ROWS, "x", 0));
        forgetRequests();
        measure("second", csv(ROWS, "y", 2));
    }

    private void measure(String which, byte[] file) {
        List<Long> answers = Collections.synchronizedList(new ArrayList<>());
        List<Double> heap = Collections.synchronizedList(new ArrayList<>());
        StaffBrowser viewer = StaffBrowser.signIn(staff.address(), "Vera Viewer");
        ScheduledExecutorService others = Executors.newScheduledThreadPool(1);
        others.scheduleAtFixedRate(() -> useOtherPages(viewer, answers, heap), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        long begun = System.nanoTime();
        String batch = upload(file);
        awaitState(batch, "CHECKED");
        long checked = System.nanoTime();
        send(batch);
        long sent = System.nanoTime();
        awaitRequests(ROWS);
        long there = System.nanoTime();
        others.close();

        System.out.printf("%s sheet of %,d rows:%n", which, ROWS);
        report("checked, upload and database included", begun, checked);
        report("on the request topics after \"send\"", sent, there);
        System.out.printf("  of these until all were on the send topic: %.1f s%n", database().queryForObject(
                "select extract(epoch from last_published_at - asked_at) from batch where id = ?::uuid", Double.class,
                batch.substring(batch.indexOf('/') + 1)));
        Collections.sort(answers);
        System.out.printf("  other pages: %d answers, 99 %% within %d ms, the slowest %d ms%n", answers.size(),
                answers.get(answers.size() * 99 / 100), answers.getLast());
        System.out.printf("  heap in use: at most %.0f MiB of 512%n", Collections.max(heap) / (1 << 20));
        assertThat(byNotification).hasSize(ROWS);
        assertThat(byPartition).hasSize(requests.assignment().size());
    }

    private void forgetRequests() {
        byPartition.clear();
        byNotification.clear();
    }

    @Test
    void each_row_is_sent_once_though_the_pages_are_killed_while_they_check_and_while_they_send() {
        // Given
        JdbcTemplate database = database();
        String batch = upload(csv(ROWS, "k", 0));
        awaitMoreThan(database, "rows_checked", ROWS / 3);

        // When
        staff.killAndStartAgain();
        browser = StaffBrowser.signIn(staff.address(), "Sam Sender");
        awaitState(batch, "CHECKED");
        send(batch);
        for (int part = 1; part <= 2; part++) {
            awaitMoreThan(database, "published", ROWS * part / 4);
            staff.killAndStartAgain();
        }
        awaitRequests(ROWS);

        // Then
        browser = StaffBrowser.signIn(staff.address(), "Sam Sender");
        awaitState(batch, "SENT");
        assertThat(byNotification).hasSize(ROWS);
        assertThat(byNotification.values()).as("each once").containsOnly(1);
        System.out.println("killed three times: " + byNotification.size() + " requests, each once");
    }

    private JdbcTemplate database() {
        return new JdbcTemplate(new DriverManagerDataSource(staff.databaseUrl(), "postgres", "postgres"));
    }

    private String upload(byte[] file) {
        return browser.upload(UPLOAD, file).uri().getPath().substring(1);
    }

    private void send(String batch) {
        browser.post(batch + "/send", batch, Map.of("when", "now"));
    }

    private void awaitState(String batch, String state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> browser.get(batch + "/live").headers()
                .firstValue("X-Stands").filter(state::equals).isPresent());
    }

    private static void awaitMoreThan(JdbcTemplate database, String column, int rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            Integer now = database.queryForObject("select max(" + column + ") from batch", Integer.class);
            return now != null && now > rows;
        });
    }

    private void awaitRequests(int rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            for (ConsumerRecord<byte[], byte[]> record : requests.poll(Duration.ofMillis(100))) {
                byPartition.merge(record.partition(), 1, Integer::sum);
                byNotification.merge(new String(record.headers().lastHeader("ce_id") == null
                        ? record.value()
                        : record.headers().lastHeader("ce_id").value(), StandardCharsets.ISO_8859_1), 1, Integer::sum);
            }
            return byNotification.size() >= rows;
        });
    }

    /** What twenty people do who open a page every second; asked more often, pages would be what is measured. */
    private static void useOtherPages(StaffBrowser viewer, List<Long> answers, List<Double> heap) {
        for (String page : List.of("", "look-up")) {
            long begun = System.nanoTime();
            try {
                assertThat(viewer.get(page).statusCode()).isEqualTo(200);
                answers.add((System.nanoTime() - begun) / 1_000_000);
            } catch (UncheckedIOException | AssertionError e) {
                answers.add(Long.MAX_VALUE);
            }
        }
        if (answers.size() % 20 == 0) {
            heap.add(heap(viewer.get("actuator/prometheus").body()));
        }
    }

    private static double heap(String metrics) {
        Matcher used = HEAP.matcher(metrics);
        double sum = 0;
        while (used.find()) {
            sum += Double.parseDouble(used.group(1));
        }
        return sum;
    }

    private static void report(String what, long from, long to) {
        System.out.printf("  %s: %.1f s%n", what, (to - from) / 1e9);
    }

    /** Every row another message, to numbers that nobody has, from one of the four quarters of these. */
    private static byte[] csv(int rows, String mark, int quarter) {
        return ("phone number,reference,check by,documents\n" + IntStream.range(0, rows)
                .mapToObj(
                        i -> "077009%05d,%s-%d,3 May,passport and payslip".formatted(i % 250 + 250 * quarter, mark, i))
                .collect(Collectors.joining("\n"))).getBytes(StandardCharsets.UTF_8);
    }
}
