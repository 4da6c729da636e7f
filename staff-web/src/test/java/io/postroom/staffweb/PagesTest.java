package io.postroom.staffweb;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.rules.decision.Address;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import io.postroom.staffweb.overview.Numbers;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.Step;
import io.postroom.staffweb.readmodel.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

/** The journeys, from Kafka and back to it, on the service as it runs. */
@ExtendWith(RunningStaffWeb.class)
class PagesTest {
    private static final String MOBILE = "07700 900123";

    private final Platform platform;
    private final MockHttpSession session = new MockHttpSession();
    private String[] roles = {"student-finance:viewer", "student-finance:sender"};

    PagesTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aChangeOfLanguageKeepsWhatTheAddressAskedFor() throws Exception {
        // When
        String page = page("/send?template=receipt&language=cy&case=none");

        // Then
        assertThat(page).contains("href=\"?template=receipt&amp;case=none&amp;language=en\"");
    }

    @Test
    void what_ingest_and_workers_tell_is_found_by_case_person_and_number_and_read_as_a_story() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        String reference = "SF-" + id.toString().substring(0, 8);
        NotificationIdentity identity = Told.identity(id, "student-finance", reference, recipientKey());
        tell(Names.Topics.DEFAULT.decision(), Told.decision(identity, DecisionOutcome.REQUESTED, null, id));
        // Out of order, on purpose.
        tell(Names.Topics.DEFAULT.status(), Told.status(identity,
                Told.byProvider(NotificationState.FAILED, 9, StatusReason.UNKNOWN_RECIPIENT)));
        tell(Names.Topics.DEFAULT.status(), Told.status(identity, Told.step(NotificationState.CREATED, 0)));
        tell(Names.Topics.DEFAULT.status(), Told.status(identity, Told.byProvider(NotificationState.SENT, 2, null)));

        // When
        awaitSteps(id, 3);

        // Then
        for (String known : List.of(reference.toLowerCase(java.util.Locale.ROOT), MOBILE, id.toString())) {
            assertThat(lookUp(known)).contains("/notifications/" + id).contains("Not delivered");
        }
        String story = page("/notifications/" + id);
        assertThat(story).containsSubsequence("said: evidence.received", "The rule “evidence-receipt” asked for",
                "The message was made", "The provider took it", "It was not delivered",
                "code 7");
        assertThat(page("/notifications/" + id + "?language=cy")).contains("Beth ddigwyddodd")
                .contains("lang=\"cy\"");
        roles = new String[]{"voter-registration:viewer", "voter-registration:sender"};
        assertThat(get("/notifications/" + id, 404)).doesNotContain(reference);
        assertThat(lookUp(MOBILE)).doesNotContain(id.toString());
        assertThat(lookUp(id.toString())).doesNotContain("/notifications/" + id);
    }

    @Test
    void why_something_was_not_sent_is_said_in_words() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        String reference = "NOT-" + id;
        NotificationIdentity identity = Told.identity(id, "student-finance", reference, "nobody");

        // When
        tell(Names.Topics.DEFAULT.decision(),
                Told.decision(identity, DecisionOutcome.FAILED, StatusReason.INVALID_ADDRESS, null));

        // Then
        await().untilAsserted(() -> assertThat(lookUp(reference)).contains("Why something was not sent")
                .contains("Could not be made").contains(io.postroom.schemas.Reasons.english(
                        StatusReason.INVALID_ADDRESS).replace("'", "&#39;")));
    }

    @Test
    void what_a_transaction_took_back_and_what_nobody_can_read_changes_nothing() throws Exception {
        // Given
        UUID aborted = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        platform.producer().beginTransaction();
        platform.producer().send(record(Names.Topics.DEFAULT.status(),
                Told.status(Told.identity(aborted, "student-finance", "A", "k"),
                        Told.step(NotificationState.CREATED, 0))));
        platform.producer().abortTransaction();
        platform.producer().beginTransaction();
        platform.producer().send(new ProducerRecord<>(Names.Topics.DEFAULT.status(), "key", new byte[]{1, 2, 3}));
        platform.producer().send(new ProducerRecord<>(Names.Topics.DEFAULT.status(), "key", new byte[]{0, 0, 0}));
        platform.producer().commitTransaction();

        // When
        tell(Names.Topics.DEFAULT.status(), Told.status(Told.identity(id, "student-finance", "A", "k"),
                Told.step(NotificationState.CREATED, 0)));
        awaitSteps(id, 1);

        // Then
        assertThat(platform.database().jdbc().queryForObject("select count(*) from notification where id = ?",
                Integer.class, aborted)).isZero();
    }

    @Test
    void a_text_is_sent_question_by_question_and_stands_on_the_topic_once() throws Exception {
        // Given
        String draft = begin("evidence-receipt", "sms");

        // When: what is wrong is said, and stays typed
        String refused = answer(draft, "recipient", "07700 90", 200);
        assertThat(refused).contains("There is a problem").contains("value=\"07700 90\"").contains("<title>Error: ");
        answer(draft, "recipient", MOBILE, 302);
        answer(draft, "case", "SF-100", 302);
        assertThat(answer(draft, "value-1", " ", 200)).contains("Enter the documents");
        answer(draft, "value-1", "<script>alert(1)</script>", 302);
        answer(draft, "value-2", "1 December", 302);
        answer(draft, "value-3", "€42", 302);
        answer(draft, "time", "now", 302);
        String check = page("/send/" + draft + "/check");
        String sent = answer(draft, "check", "", 302);

        // Then
        assertThat(check).contains("we have received your &lt;script&gt;").doesNotContain("<script>alert")
                .contains("StudentFin").containsPattern("\\d+ characters, which cost 1 text");
        assertThat(sent).isEqualTo("/sent/" + draft + "?channel=sms");
        assertThat(page(sent)).contains("Your message is on its way");
        assertThat(answer(draft, "check", "", 302)).as("a second click").isEqualTo(sent);
        get("/send/" + draft + "/check", 302);
        List<SendRequest> requests = sent(UUID.fromString(draft));
        assertThat(requests).hasSize(1);
        SendRequest request = requests.getFirst();
        assertThat(request.getRecipient().getMobile()).isEqualTo(MOBILE);
        assertThat(request.getCaseReference()).isEqualTo("SF-100");
        assertThat(request.getTemplateHashes()).containsOnlyKeys("sms.en");
        assertThat(request.getRequestedBy()).isEqualTo("staff-7");
        assertThat(request.getValues().get("reference").getValue()).isEqualTo("€42");
    }

    @Test
    void an_email_and_a_letter_are_shown_as_they_will_be() throws Exception {
        // Given
        roles = new String[]{"*:sender"};
        String email = begin("evidence-receipt", "email");
        answer(email, "recipient", "sam@example.com", 302);
        for (int i = 1; i <= 4; i++) {
            answer(email, "value-" + i, "value <b>" + i, 302);
        }
        answer(email, "time", "now", 302);

        // When
        String check = page("/send/" + email + "/check");
        String frame = page("/send/" + email + "/email");

        // Then
        assertThat(check).contains("sandbox=\"\"").contains("We have received your evidence");
        assertThat(frame).contains("value &lt;b&gt;").startsWith("<!");
    }

    @Test
    void the_numbers_of_today_are_shown_as_a_chart_and_as_a_table() throws Exception {
        // Given
        UUID id = UUID.randomUUID();
        NotificationIdentity identity = NotificationIdentity
                .newBuilder(Told.identity(id, "drivers-medical", "DM", "k")).setCreatedAt(Instant.now()).build();
        tell(Names.Topics.DEFAULT.status(), Told.status(identity, new Step(NotificationState.FAILED, Instant.now(), 1,
                StatusReason.UNKNOWN_RECIPIENT, "firetext", null)));
        awaitSteps(id, 1);
        roles = new String[]{"drivers-medical:viewer"};

        // When
        String overview = page("/");

        // Then
        assertThat(overview).contains("<svg").contains("Drivers medical").contains("Why messages did not arrive")
                .doesNotContain("Student finance");
    }

    @Test
    void what_nobody_is_certain_of_and_what_was_cancelled_are_not_counted_as_not_delivered() throws Exception {
        // Given
        Instant start = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        for (NotificationState state : List.of(NotificationState.UNKNOWN, NotificationState.CANCELLED,
                NotificationState.EXPIRED)) {
            UUID id = UUID.randomUUID();
            tell(Names.Topics.DEFAULT.status(), Told.status(NotificationIdentity
                    .newBuilder(Told.identity(id, "land-registry", "LR", "k")).setCreatedAt(Instant.now()).build(),
                    new Step(state, Instant.now(), 1, null, "firetext", null)));
            awaitSteps(id, 1);
        }

        // When
        roles = new String[]{"land-registry:viewer"};
        String overview = page("/");
        Numbers.Since counted = new Numbers(platform.database().client()).since(start, Set.of("land-registry"));

        // Then
        assertThat(counted.rows()).singleElement().extracting(Numbers.Row::counts).isEqualTo(Map.of(
                Numbers.Kind.UNKNOWN, 1L, Numbers.Kind.CANCELLED, 1L, Numbers.Kind.NOT_DELIVERED, 1L));
        assertThat(counted.failures()).extracting(Numbers.Failure::state).containsExactly("EXPIRED");
        assertThat(overview).contains(">Not certain<").contains(">Cancelled<");
    }

    @Test
    void who_did_and_saw_what_is_there_for_administrators_without_what_was_looked_for() throws Exception {
        // Given
        lookUp("SECRET-CASE-77");
        roles = new String[]{"student-finance:administrator"};

        // When
        String audit = page("/audit");

        // Then
        assertThat(audit).contains("Looked up a case or person").contains("staff-7").doesNotContain("SECRET-CASE-77");
    }

    @Test
    void who_looked_up_whom_is_told_to_administrators_of_the_services_that_were_searched_and_to_no_others()
            throws Exception {
        // Given
        String[] own = {"student-finance:administrator"};
        String[] other = {"land-registry:administrator"};
        List<String> before = List.of(audit(own), audit(other));

        // When
        roles = new String[]{"student-finance:viewer"};
        lookUp("SECRET-CASE-78");

        // Then
        assertThat(audit(own)).isNotEqualTo(before.getFirst());
        assertThat(audit(other)).isEqualTo(before.getLast());
        assertThat(audit("*:administrator")).contains("Looked up a case or person");
    }

    private String audit(String... administrator) throws Exception {
        roles = administrator;
        return page("/audit").replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    private String recipientKey() {
        return platform.context().getBean(BlindIndex.class).ofRecipient(new Address.Phone(
                PhoneNumber.parse(MOBILE, new PhoneNumberOptions(true, false)).orElseThrow()));
    }

    private void tell(String topic, SpecificRecord value) {
        platform.producer().beginTransaction();
        platform.producer().send(record(topic, value));
        platform.producer().commitTransaction();
    }

    private ProducerRecord<String, byte[]> record(String topic, SpecificRecord value) {
        return new ProducerRecord<>(topic, "key", platform.avro().serialize(topic, value));
    }

    private void awaitSteps(UUID id, int steps) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(platform.database().jdbc()
                .queryForObject("select count(*) from notification_step where notification_id = ?", Integer.class, id))
                .isEqualTo(steps));
    }

    private List<SendRequest> sent(UUID id) {
        List<SendRequest> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.broker().getBrokersAsString(), "group.id", "sent-" + id,
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer());
                KafkaAvroDeserializer avro = new KafkaAvroDeserializer(null, Map.of("schema.registry.url",
                        "mock://staff-web", "specific.avro.reader", true))) {
            consumer.subscribe(List.of(Names.Topics.DEFAULT.send()));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(300))) {
                    if (record.key().equals(id.toString())) {
                        found.add((SendRequest) avro.deserialize(record.topic(), record.value()));
                    }
                }
                return !found.isEmpty();
            });
            consumer.poll(Duration.ofMillis(500)).forEach(record -> assertThat(record.key())
                    .isNotEqualTo(id.toString()));
        }
        return found;
    }

    private String begin(String template, String channel) throws Exception {
        MockHttpServletResponse answer = platform.pages()
                .perform(post("/send").param("service", "student-finance").param("template", template)
                        .param("channel", channel).session(session).with(someone(roles)).with(csrf()))
                .andReturn().getResponse();
        assertThat(answer.getRedirectedUrl()).matches("/send/[0-9a-f-]{36}/recipient");
        return answer.getRedirectedUrl().split("/")[2];
    }

    /** The address that it leads to, or the page if there is none. */
    private String answer(String draft, String question, String typed, int status) throws Exception {
        MockHttpServletResponse answer = platform.pages().perform(post("/send/" + draft + "/" + question)
                .param("answer", typed).session(session).with(someone(roles)).with(csrf())).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        return status == 302 ? answer.getRedirectedUrl() : answer.getContentAsString();
    }

    private String lookUp(String known) throws Exception {
        MockHttpServletResponse answer = platform.pages().perform(post("/look-up").param("known", known)
                .session(session).with(someone(roles)).with(csrf())).andReturn().getResponse();
        assertThat(answer.getRedirectedUrl()).as("nothing of what is looked for").isEqualTo("/look-up/results");
        return page("/look-up/results");
    }

    private String page(String path) throws Exception {
        return get(path, 200);
    }

    private String get(String path, int status) throws Exception {
        MockHttpServletResponse answer = platform.pages()
                .perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders
                        .get(path).session(session).with(someone(roles)))
                .andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        return answer.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
