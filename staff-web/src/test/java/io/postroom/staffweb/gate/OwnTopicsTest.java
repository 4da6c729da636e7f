package io.postroom.staffweb.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics of another installation on the broker of the running pages. */
@ExtendWith(RunningStaffWeb.class)
class OwnTopicsTest {
    private static final Names.Topics NAMES = new Names.Topics("gate.");

    private final Map<String, Object> connection;

    OwnTopicsTest(Platform platform) {
        this.connection = Map.of("bootstrap.servers", platform.broker().getBrokersAsString());
    }

    @Test
    void what_is_missing_or_cannot_stay_is_told_until_it_is_mended() throws Exception {
        // Given
        OwnTopics topics = new OwnTopics(connection, NAMES);
        TopicTerms terms = new TopicTerms(NAMES);
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(Stream.of(NAMES.send(), NAMES.control(), NAMES.suppression())
                    .map(name -> new NewTopic(name, 1, (short) 1).configs(terms.of(name))).toList()).all().get();
            admin.createTopics(List.of(new NewTopic(NAMES.status(), 1, (short) 1).configs(
                    Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "compact")))).all().get();

            // When / Then: a broker hears of a topic a moment after it was created
            await().untilAsserted(() -> assertThat(topics.faults()).satisfiesExactly(
                    missing -> assertThat(missing).isEqualTo("These topics are missing:"
                            + " gate.notifications.decision.v1. Create them with ./postroom topics apply."),
                    wrong -> assertThat(wrong).startsWith(
                            "The topic gate.notifications.status.v1 has cleanup.policy=compact and not delete")));

            // When
            admin.createTopics(
                    List.of(new NewTopic(NAMES.decision(), 1, (short) 1).configs(terms.of(NAMES.decision()))))
                    .all().get();
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, NAMES.status()),
                    List.of(new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"),
                            AlterConfigOp.OpType.SET))))
                    .all().get();

            // Then
            await().untilAsserted(() -> assertThat(topics.faults()).isEmpty());
        }
    }

    @Test
    void what_may_not_be_looked_at_is_not_checked() throws Exception {
        // Given
        Names.Topics names = new Names.Topics("hidden.");
        OwnTopics topics = new OwnTopics(connection, names);
        TopicTerms terms = new TopicTerms(names);
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(Stream.of(names.send(), names.control(), names.suppression(), names.decision())
                    .map(name -> new NewTopic(name, 1, (short) 1).configs(terms.of(name))).toList()).all().get();
            admin.createTopics(List.of(new NewTopic(names.status(), 1, (short) 1).configs(
                    Map.of("message.timestamp.type", "CreateTime")))).all().get();
            await().untilAsserted(() -> assertThat(topics.faults()).singleElement().asString()
                    .startsWith("The topic hidden.notifications.status.v1 has message.timestamp.type=CreateTime"));

            // When: what a topic's first grant does not name is refused
            admin.createAcls(List.of(new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, names.status(), PatternType.LITERAL),
                    new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                    .all().get();

            // Then
            await().untilAsserted(() -> assertThat(topics.faults()).isEmpty());
        }
    }

    @Test
    void a_name_that_nobody_knows_is_no_answer() {
        assertThatThrownBy(
                () -> new OwnTopics(Map.of("bootstrap.servers", "nobody.invalid:9092"), NAMES).faults())
                .isInstanceOf(Needed.NoAnswerException.class).hasMessageContaining("the Kafka brokers (");
    }
}
