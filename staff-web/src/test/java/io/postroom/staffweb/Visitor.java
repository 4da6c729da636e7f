package io.postroom.staffweb;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Somebody with some roles who opens pages and fills in forms, and a hand on the topics behind them. */
final class Visitor {
    private final Platform platform;
    private final String[] roles;
    private final MockHttpSession session = new MockHttpSession();

    Visitor(Platform platform, String... roles) {
        this.platform = platform;
        this.roles = roles;
    }

    String page(String path) throws Exception {
        return answer(get(path), 200).getContentAsString(StandardCharsets.UTF_8);
    }

    int status(String path) throws Exception {
        return platform.pages().perform(get(path).session(session).with(someone(roles))).andReturn().getResponse()
                .getStatus();
    }

    /** Sends a form, with fields as {@code name=value}; the address that it leads to. */
    String submit(String path, String... fields) throws Exception {
        return String.valueOf(answer(form(path, fields), 302).getRedirectedUrl());
    }

    /** Opens a page that leads to another one; the address of that. */
    String led(String path) throws Exception {
        return String.valueOf(answer(get(path), 302).getRedirectedUrl());
    }

    /** Sends a form that shows a page again. */
    String refused(String path, String... fields) throws Exception {
        return answer(form(path, fields), 200).getContentAsString(StandardCharsets.UTF_8);
    }

    /** Looks something up; the page that it leads to. */
    String lookUp(String known) throws Exception {
        return page(submit("/look-up", "known=" + known));
    }

    private static MockHttpServletRequestBuilder form(String path, String... fields) {
        MockHttpServletRequestBuilder form = post(path);
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            form.param(parts[0], parts[1]);
        }
        return form;
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse answer = platform.pages()
                .perform(request.session(session).with(someone(roles)).with(csrf())).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        return answer;
    }

    /** Puts a record on a topic, as ingest would. */
    static void tell(Platform platform, String topic, SpecificRecord value) {
        platform.producer().beginTransaction();
        platform.producer().send(new ProducerRecord<>(topic, "key", platform.avro().serialize(topic, value)));
        platform.producer().commitTransaction();
    }

    static void awaitSteps(Platform platform, UUID id, int steps) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(platform.database().jdbc()
                .queryForObject("select count(*) from notification_step where notification_id = ?", Integer.class, id))
                .isEqualTo(steps));
    }

    /** The records of a kind that somebody published, with their keys, as soon as there are so many. */
    static <T extends SpecificRecord> List<Map.Entry<String, T>> published(Platform platform, String topic,
            Class<T> type, int count, Predicate<T> wanted) {
        List<Map.Entry<String, T>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.broker().getBrokersAsString(), "group.id",
                        UUID.randomUUID().toString(), "auto.offset.reset", "earliest", "isolation.level",
                        "read_committed"),
                new StringDeserializer(), new ByteArrayDeserializer());
                KafkaAvroDeserializer avro = new KafkaAvroDeserializer(null, Map.of("schema.registry.url",
                        "mock://staff-web", "specific.avro.reader", true))) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    T value = type.cast(avro.deserialize(record.topic(), record.value()));
                    if (wanted.test(value)) {
                        found.add(Map.entry(record.key(), value));
                    }
                }
                return found.size() >= count;
            });
        }
        return found;
    }
}
