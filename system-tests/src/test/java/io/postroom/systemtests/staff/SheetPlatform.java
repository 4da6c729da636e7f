package io.postroom.systemtests.staff;

import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.local.broker.Broker;
import io.postroom.local.staff.StaffPages;
import io.postroom.local.staff.StaffProcess;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import io.postroom.systemtests.support.SharedPlatform;
import io.postroom.systemtests.support.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Pages and ingest as processes, somebody who sends spreadsheets with them, and what is requested of the workers because of that. */
final class SheetPlatform implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);
    /** How many rows the pages publish at a time. */
    static final int PIECE = 5_000;
    private static final String UPLOAD = "batches/upload/student-finance/evidence-receipt/sms/en";
    /** What the image tells the JVM, and the collector that it chooses itself in a container of the chart's size. */
    private static final List<String> AS_IN_THE_CHART = List.of("-Xmx768m", "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

    private final LocalPlatform platform;
    private final ServiceProcess ingest;
    private final StaffProcess staff;
    private final Path log;
    private final KafkaConsumer<byte[], byte[]> requests;
    private final Map<Integer, Integer> byPartition = new HashMap<>();
    private final Map<String, Integer> byNotification = new HashMap<>();
    private StaffBrowser browser;

    /** Starts everything in a folder; the pages have 512 MiB of heap. */
    SheetPlatform(Path folder) {
        Path rules = SharedPlatform.rules(folder.resolve("rules"));
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder.resolve("data"), rules), line -> {});
        ingest = platform.startProcess(Service.INGEST, Map.of(), AS_IN_THE_CHART);
        ingest.awaitReady(PATIENCE);
        staff = StaffProcess.start(
                new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(), "", rules,
                        platform.keySecretFile(), folder.resolve("data"), false, 0),
                Map.of("postroom.staff.spreadsheets.approval-above", "100000",
                        "postroom.staff.database.connections", "10"),
                "512m");
        log = folder.resolve("data").resolve("staff-web.log");
        browser = signIn("Sam Sender");
        String topic = platform.options().topics().request(Channel.SMS, Priority.BULK);
        requests = new KafkaConsumer<>(Map.of("bootstrap.servers", platform.bootstrapServers(), "isolation.level",
                "read_committed"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        requests.assign(requests.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList());
        requests.seekToBeginning(requests.assignment());
    }

    @Override
    public void close() {
        requests.close();
        staff.close();
        ingest.close();
        platform.close();
    }

    StaffBrowser signIn(String name) {
        return StaffBrowser.signIn(staff.address(), name);
    }

    Broker broker() {
        return platform.broker();
    }

    /** The pages' database, or another one beside it. */
    JdbcTemplate database(String name) {
        return new JdbcTemplate(new DriverManagerDataSource(
                staff.databaseUrl().replace("/postgres?", "/" + name + "?"), "postgres", "postgres"));
    }

    JdbcTemplate database() {
        return database("postgres");
    }

    /** As a power cut does; who was signed in signs in again. */
    void killPages() {
        staff.killAndStartAgain();
        browser = signIn("Sam Sender");
    }

    String upload(byte[] file) {
        return browser.upload(UPLOAD, file).uri().getPath().substring(1);
    }

    void send(String batch) {
        browser.post(batch + "/send", batch, Map.of("when", "now"));
    }

    /** Until the pages' log says something. */
    void awaitLogged(String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> Files.readString(log).contains(text));
    }

    void awaitState(String batch, String state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> browser.get(batch + "/live").headers()
                .firstValue("X-Stands").filter(state::equals).isPresent());
    }

    /** Until a column of the only spreadsheet is greater. */
    void awaitMoreThan(String column, int rows) {
        JdbcTemplate database = database();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            Integer now = database.queryForObject("select max(" + column + ") from batch", Integer.class);
            return now != null && now > rows;
        });
    }

    /** How often each notification was requested. */
    Map<String, Integer> byNotification() {
        return byNotification;
    }

    /** How many requests are on each partition. */
    Map<Integer, Integer> byPartition() {
        return byPartition;
    }

    int partitions() {
        return requests.assignment().size();
    }

    void forgetRequests() {
        byPartition.clear();
        byNotification.clear();
    }

    void awaitRequests(int rows) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            poll();
            return byNotification.size() >= rows;
        });
    }

    /**
     * Reads the requests that ingest made of all that was published, what was published again included: it decides about each record, in
     * the transaction of its request. Answers how many records there were.
     */
    int readOn() {
        TopicReader topics = new TopicReader(platform.bootstrapServers(), platform.registryUrl());
        int published = topics.bytes(platform.options().topics().send()).size();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                .until(() -> topics.bytes(platform.options().topics().decision()).size() == published);
        Map<TopicPartition, Long> ends = requests.endOffsets(requests.assignment());
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            poll();
            return ends.entrySet().stream().allMatch(end -> requests.position(end.getKey()) >= end.getValue());
        });
        return published;
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : requests.poll(Duration.ofMillis(100))) {
            byPartition.merge(record.partition(), 1, Integer::sum);
            byNotification.merge(new String(record.headers().lastHeader("ce_id") == null
                    ? record.value()
                    : record.headers().lastHeader("ce_id").value(), StandardCharsets.ISO_8859_1), 1, Integer::sum);
        }
    }

    /** Every row another message, to numbers that nobody has, from one of the four quarters of these. */
    static byte[] csv(int rows, String mark, int quarter) {
        return ("phone number,reference,check by,documents\n" + IntStream.range(0, rows)
                .mapToObj(
                        i -> "077009%05d,%s-%d,3 May,passport and payslip".formatted(i % 250 + 250 * quarter, mark, i))
                .collect(Collectors.joining("\n"))).getBytes(StandardCharsets.UTF_8);
    }
}
