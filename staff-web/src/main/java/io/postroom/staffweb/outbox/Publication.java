package io.postroom.staffweb.outbox;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Suppression;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Puts what staff decided into the outbox, for the topic that it belongs on. Safe for use by any thread. */
public final class Publication {
    private final Outbox outbox;
    private final Names.Topics topics;
    private final Encoding encoding;

    /** Makes of a record what stands on a topic. */
    public interface Encoding {
        /** The bytes. */
        byte[] encode(String topic, SpecificRecord record);
    }

    /** By an outbox, to the topics of an installation. */
    public Publication(Outbox outbox, Names.Topics topics, Encoding encoding) {
        this.outbox = outbox;
        this.topics = topics;
        this.encoding = encoding;
    }

    /** A command; {@code key} is the case key, or the service where it is wider than a case. Answers whether it is new. */
    public boolean command(String key, ControlCommand command) {
        return add(command.getCommandId(), topics.control(), key, command);
    }

    /** A step of a notification that somebody knows of. */
    public boolean step(UUID id, NotificationStatus status) {
        return add(id, topics.status(), status.getIdentity().getCaseKey(), status);
    }

    /** How an address stands from now on. */
    public boolean suppression(UUID id, Suppression suppression) {
        return add(id, topics.suppression(), suppression.getRecipientKey(), suppression);
    }

    private boolean add(UUID id, String topic, String key, SpecificRecord record) {
        return outbox.add(id, topic, key, encoding.encode(topic, record));
    }
}
