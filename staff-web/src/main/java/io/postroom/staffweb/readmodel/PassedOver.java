package io.postroom.staffweb.readmodel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What the read model does without, so that nothing that one record says keeps it from the others: what nobody can read, and
 * what the database refuses whenever it is asked. Each is logged by its place and counted. Safe for use by any thread.
 */
final class PassedOver {
    private static final Logger log = LoggerFactory.getLogger(PassedOver.class);
    /** Of SQLSTATE: values that are none, constraints, and more than an index or a row can hold. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private final MeterRegistry meters;

    PassedOver(MeterRegistry meters) {
        this.meters = meters;
        for (Why why : Why.values()) {
            counter(why);
        }
    }

    /** Why a record was passed over. */
    enum Why {
        UNREADABLE("unreadable"), REFUSED("refused");

        private final String tag;

        Why(String tag) {
            this.tag = tag;
        }
    }

    /** A record is done without. */
    void add(ConsumerRecord<String, byte[]> record, Why why) {
        counter(why).increment();
        log.atWarn().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset()).addKeyValue("reason", why.tag)
                .log("Passed over a record that the read model cannot take in");
    }

    private Counter counter(Why why) {
        return meters.counter("postroom.staff.passed.over", "reason", why.tag);
    }

    /** Whether a failure is the answer to what was written, and would be the same at any other time. */
    static boolean isRefusal(RuntimeException failure) {
        if (!(failure instanceof DataAccessException) && !(failure instanceof TransactionException)) {
            // Values are made ready for the database before it is asked: a moment that no calendar has is found there.
            return failure instanceof IllegalArgumentException || failure instanceof ArithmeticException;
        }
        String state = sqlState(failure);
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused.getSQLState();
            }
        }
        return null;
    }
}
