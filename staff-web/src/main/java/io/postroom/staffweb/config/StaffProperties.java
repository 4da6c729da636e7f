package io.postroom.staffweb.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configuration of the staff pages as it is written; {@link StaffSettings} is what remains of it after checking.
 *
 * @param kafka the cluster
 * @param schemaRegistry the registry
 * @param topics names of Postroom's own topics
 * @param keys what record keys are made with; the same as ingest's, or nothing is found
 * @param rules where the rule sets are
 * @param staff what only the staff pages have
 */
@ConfigurationProperties("postroom")
public record StaffProperties(@Nullable Kafka kafka, @Nullable SchemaRegistry schemaRegistry, @Nullable Topics topics,
        @Nullable SecretSource keys, @Nullable Rules rules, @Nullable Staff staff) {
    /**
     * The cluster.
     *
     * @param bootstrapServers host:port of some brokers, separated by commas
     * @param properties further client properties as Kafka names them: TLS, SASL
     */
    public record Kafka(@Nullable String bootstrapServers, @Nullable Map<String, String> properties) {}

    /**
     * The registry.
     *
     * @param url its Confluent API
     * @param properties further client properties as Confluent names them
     * @param autoRegister whether schemas are registered from here; only for trying out
     */
    public record SchemaRegistry(@Nullable String url, @Nullable Map<String, String> properties,
            @Nullable Boolean autoRegister) {}

    /**
     * Postroom's own topics.
     *
     * @param prefix put in front of every name; empty by default
     */
    public record Topics(@Nullable String prefix) {}

    /**
     * A secret, in one of two ways.
     *
     * @param secret the secret itself, from the environment
     * @param secretFile a file that holds it
     */
    public record SecretSource(@Nullable String secret, @Nullable Path secretFile) {
        @Override
        public String toString() {
            return "SecretSource[•••]";
        }
    }

    /**
     * Where the rule sets are.
     *
     * @param directory a folder with one folder a service
     */
    public record Rules(@Nullable Path directory) {}

    /**
     * What only the staff pages have.
     *
     * @param database the PostgreSQL database
     * @param signIn who says who somebody is
     * @param session how long somebody stays signed in
     * @param consumerGroup the consumer group that fills the read model
     * @param personalDataKept after this, case and recipient references are removed from the read model, and the rows of
     *        spreadsheets
     * @param spreadsheets what may be sent at once, and what it costs
     */
    public record Staff(@Nullable Database database, @Nullable SignIn signIn, @Nullable Session session,
            @Nullable String consumerGroup, @Nullable Duration personalDataKept,
            @Nullable Spreadsheets spreadsheets) {}

    /**
     * Spreadsheets of recipients.
     *
     * @param approvalAbove more messages than this are sent only after a second person, an approver, has agreed
     * @param pencePerText what one text costs, to show it before it is sent; 0 shows no cost
     * @param pencePerLetter the same of a letter; 0 shows no cost
     */
    public record Spreadsheets(@Nullable Integer approvalAbove, @Nullable Double pencePerText,
            @Nullable Double pencePerLetter) {}

    /**
     * The PostgreSQL database.
     *
     * @param url as JDBC writes it
     * @param user its owner: the schema is made and kept up to date from here
     * @param password how to get in
     * @param connections how many are kept
     * @param migrate whether the tables are brought up to date at every start; without, the service refuses to start until
     *        its process has been run with the argument {@code migrate}
     */
    public record Database(@Nullable String url, @Nullable String user, @Nullable SecretSource password,
            @Nullable Integer connections, @Nullable Boolean migrate) {}

    /**
     * The OpenID Connect provider.
     *
     * @param issuer its issuer identifier, under which its metadata is found
     * @param clientId what it knows these pages as
     * @param client the client's secret
     * @param scopes what is asked for besides {@code openid}
     * @param rolesClaim the claim of the ID token with entries such as {@code student-finance:sender}
     * @param attemptsPerMinute how often an address may begin or finish to sign in; many people share one
     */
    public record SignIn(@Nullable String issuer, @Nullable String clientId, @Nullable SecretSource client,
            @Nullable List<String> scopes, @Nullable String rolesClaim,
            @Nullable Integer attemptsPerMinute) {}

    /**
     * How long somebody stays signed in.
     *
     * @param idle without doing anything
     * @param longest whatever they do
     * @param secureCookies whether the cookie travels by HTTPS only; without only for trying out
     */
    public record Session(@Nullable Duration idle, @Nullable Duration longest, @Nullable Boolean secureCookies) {}
}
