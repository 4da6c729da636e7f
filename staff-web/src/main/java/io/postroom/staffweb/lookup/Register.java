package io.postroom.staffweb.lookup;

import io.postroom.content.Checked;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.rules.decision.Address;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.database.StoredText;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.StepTable;
import io.postroom.staffweb.readmodel.Steps;
import io.postroom.staffweb.readmodel.SuppressionTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds messages, and what became of events, among those of some services and no others. Safe for use by any thread. */
public final class Register {
    /** More than this many no person reads; the latest are shown. */
    public static final int MOST = 200;

    private static final Pattern UUID_TEXT = Pattern
            .compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final PhoneNumberOptions PHONES = new PhoneNumberOptions(true, false);
    private static final PostalAddressOptions POST = new PostalAddressOptions(true);

    /** Each way of finding is a query of its own, so that each goes by its index however many messages there are. */
    private static final String MESSAGES = """
        select n.* from notification n where n.id in (
            (select id from notification where service = any(:services) and case_index = any(:cases)
                order by created_at desc limit :most)
            union all (select id from notification where service = any(:services) and recipient_key = any(:people)
                order by created_at desc limit :most)
            union all (select id from notification where service = any(:services) and reference_index = any(:persons)
                order by created_at desc limit :most)
            union all (select id from notification where service = any(:services) and event_id = :text
                order by created_at desc limit :most)
            union all (select id from notification where service = any(:services) and batch_row is not null
                and split_part(event_id, '/', 1) = :batch order by created_at desc limit :most)
            union all select id from notification where service = any(:services) and id = :id)
        order by n.created_at desc limit :most""";

    /** The rows of a batch have messages that say the same, all but a few: the latest are enough. */
    private static final String UNSENT = """
        select d.service, d.event_type, d.decided_at, v.rule_id, v.recipient_role, v.channel,
            coalesce(v.outcome, d.outcome) as outcome, coalesce(v.reason, d.reason) as reason, v.detail,
            v.notification_id
        from decision d left join verdict v on v.decision_id = d.id
        where d.id in (
            select id from decision where service = any(:services) and case_index = any(:cases)
            union all select id from decision where service = any(:services) and event_id = :text
            union all (select id from decision where service = any(:services) and event_source = 'urn:postroom:send'
                and outcome not in ('REQUESTED', 'HELD') and split_part(event_id, '/', 1) = :batch
                order by decided_at desc limit :most))
            and coalesce(v.outcome, d.outcome) not in ('REQUESTED', 'HELD')
            and not exists (select 1 from notification n where n.id = v.notification_id)
        order by d.decided_at desc, v.position limit :most""";

    private final JdbcClient jdbc;
    private final StepTable steps;
    private final SuppressionTable suppressions;
    private final ReasonBook reasons;
    private final BlindIndex index;

    /** The register of a database. */
    public Register(JdbcClient jdbc, StepTable steps, SuppressionTable suppressions, ReasonBook reasons,
            BlindIndex index) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.suppressions = suppressions;
        this.reasons = reasons;
        this.index = index;
    }

    /**
     * What there is about something that staff know: a case reference, the reference of a person, a phone number, an e-mail or
     * postal address, the number of a message, a batch or an event. Whatever it can be read as is looked for.
     */
    public Found search(String known, Set<String> services) {
        String stripped = StoredText.clean(known).strip();
        String[] allowed = services.toArray(String[]::new);
        String[] cases = services.stream().map(service -> index.ofCase(service, stripped)).toArray(String[]::new);
        String[] people = addresses(stripped).stream().map(index::ofRecipient).toArray(String[]::new);
        UUID id = UUID_TEXT.matcher(stripped).matches() ? UUID.fromString(stripped) : null;
        String batch = id == null ? null : id.toString();
        String text = batch == null ? stripped : batch;
        String[] persons = services.stream().map(service -> index.ofPerson(service, stripped)).toArray(String[]::new);
        List<Found.Message> messages = jdbc.sql(MESSAGES).param("services", allowed).param("cases", cases)
                .param("people", people).param("persons", persons).param("text", text)
                .param("batch", batch, java.sql.Types.VARCHAR).param("id", id, java.sql.Types.OTHER).param("most", MOST)
                .query((row, number) -> message(row)).list();
        List<Found.Verdict> unsent = jdbc.sql(UNSENT).param("services", allowed).param("cases", cases)
                .param("text", text).param("batch", batch, java.sql.Types.VARCHAR).param("most", MOST)
                .query((row, number) -> verdict(row)).list();
        return new Found(messages, unsent, suppressions.held(List.of(people)));
    }

    /** Everything about one message, if it is one of these services'. */
    public Optional<Found.Course> course(UUID id, Set<String> services) {
        return jdbc.sql("select * from notification where id = ? and service = any(?)").param(id)
                .param(services.toArray(String[]::new)).query((row, number) -> course(row)).optional();
    }

    private Found.Course course(ResultSet row) throws SQLException {
        Found.Message message = message(row);
        UUID id = message.id();
        return new Found.Course(message, decided(message),
                Steps.story(steps.of(List.of(id)).getOrDefault(id, List.of())), reasons.of(id),
                row.getString("case_key") != null);
    }

    private List<Found.Verdict> decided(Found.Message message) {
        return jdbc.sql("""
            select d.service, d.event_type, d.decided_at, v.rule_id, v.recipient_role, v.channel, v.outcome,
                v.reason, v.detail, v.notification_id
            from decision d join verdict v on v.decision_id = d.id
            where d.event_id = :event and d.event_source = :source and d.service = :service
                and v.notification_id = :id
            order by d.decided_at""").param("event", message.eventId()).param("source", message.eventSource())
                .param("service", message.service()).param("id", message.id())
                .query((row, number) -> verdict(row)).list();
    }

    /** Everything that a text can be as an address. */
    private static Collection<Address> addresses(String text) {
        List<Address> addresses = new ArrayList<>();
        if (PhoneNumber.parse(text, PHONES) instanceof Checked.Valid<PhoneNumber>(PhoneNumber number)) {
            addresses.add(new Address.Phone(number));
        }
        if (EmailAddress.parse(text) instanceof Checked.Valid<EmailAddress>(EmailAddress address)) {
            addresses.add(new Address.Email(address));
        }
        if (PostalAddress.parse(text, POST) instanceof Checked.Valid<PostalAddress>(PostalAddress address)) {
            addresses.add(new Address.Post(address));
        }
        return addresses;
    }

    private static Found.Message message(ResultSet row) throws SQLException {
        return new Found.Message(row.getObject("id", UUID.class), row.getString("service"), row.getString("channel"),
                row.getString("language"), row.getString("case_reference"), row.getString("recipient_role"),
                row.getString("event_source"), row.getString("event_id"), row.getString("event_type"),
                instant(row, "event_time"), row.getString("rule_id"), row.getString("template_id"),
                row.getTimestamp("created_at").toInstant(), row.getString("state"), row.getString("reason"),
                row.getTimestamp("state_at").toInstant());
    }

    private static Found.Verdict verdict(ResultSet row) throws SQLException {
        return new Found.Verdict(row.getString("service"), row.getString("event_type"),
                row.getTimestamp("decided_at").toInstant(), row.getString("rule_id"), row.getString("recipient_role"),
                row.getString("channel"), row.getString("outcome"), row.getString("reason"), row.getString("detail"),
                row.getObject("notification_id", UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
    }
}
