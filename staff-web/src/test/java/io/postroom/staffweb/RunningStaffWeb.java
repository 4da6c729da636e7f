package io.postroom.staffweb;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The whole service on a real broker and a real database, once for all tests of a run that ask for it. */
public final class RunningStaffWeb implements ParameterResolver {
    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;
    private static final String NAME = "running staff web";

    /** What runs. */
    public record Platform(TestDatabase database, EmbeddedKafkaKraftBroker broker,
            ConfigurableApplicationContext context, MockMvc pages, KafkaProducer<String, byte[]> producer,
            KafkaAvroSerializer avro, TestIssuer issuer) implements AutoCloseable {
        static Platform start() {
            TestDatabase database = TestDatabase.start();
            TestIssuer issuer = TestIssuer.start();
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 3);
            broker.brokerProperties(Map.of("transaction.state.log.replication.factor", "1",
                    "transaction.state.log.min.isr", "1", "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found",
                    "true"));
            broker.afterPropertiesSet();
            TopicTerms terms = new TopicTerms(TOPICS);
            broker.addTopics(Stream
                    .of(TOPICS.send(), TOPICS.status(), TOPICS.decision(), TOPICS.control(), TOPICS.suppression())
                    .map(name -> new NewTopic(name, 3, (short) 1).configs(terms.of(name))).toArray(NewTopic[]::new));
            SpringApplication application = new SpringApplication(StaffWebApplication.class);
            ConfigurableApplicationContext context = application.run("--server.port=0", "--management.server.port=0",
                    "--postroom.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                    "--postroom.schema-registry.url=mock://staff-web", "--postroom.schema-registry.auto-register=true",
                    "--postroom.keys.secret=0123456789abcdef",
                    "--postroom.rules.directory=../examples",
                    "--postroom.staff.database.url=" + database.url(), "--postroom.staff.database.user=postgres",
                    "--postroom.staff.database.password.secret=postgres",
                    "--postroom.staff.sign-in.issuer=" + issuer.address(),
                    "--postroom.staff.sign-in.client-id=staff", "--postroom.staff.sign-in.client.secret=staff-secret");
            MockMvc pages = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                    .apply(springSecurity()).build();
            Map<String, Object> properties = Map.of("bootstrap.servers", broker.getBrokersAsString(),
                    "transactional.id", "test");
            KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties, new StringSerializer(),
                    new ByteArraySerializer());
            producer.initTransactions();
            return new Platform(database, broker, context, pages, producer,
                    context.getBean(KafkaAvroSerializer.class), issuer);
        }

        public int port() {
            return ((WebServerApplicationContext) context).getWebServer().getPort();
        }

        @Override
        public void close() {
            producer.close();
            context.close();
            broker.destroy();
            database.close();
            issuer.close();
        }
    }

    /** Somebody with these roles. */
    public static RequestPostProcessor someone(String... roles) {
        List<String> claim = Arrays.asList(roles);
        return oidcLogin().idToken(token -> token.subject("staff-7").claim("name", "Sam Staff").claim("postroom",
                claim));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension.getRoot().getStore(ExtensionContext.Namespace.create(RunningStaffWeb.class))
                .computeIfAbsent(NAME, name -> Platform.start(), Platform.class);
    }
}
