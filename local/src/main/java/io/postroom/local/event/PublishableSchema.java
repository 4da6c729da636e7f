package io.postroom.local.event;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.Suppression;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** The records of ours that somebody outside may publish, and where each belongs. */
enum PublishableSchema {
    CASE_EVENT(CaseEvent.getClassSchema()), SEND_REQUEST(SendRequest.getClassSchema()), CONTROL_COMMAND(
            ControlCommand.getClassSchema()), SUPPRESSION(Suppression.getClassSchema()), RECEIPT_RECORD(
                    ReceiptRecord.getClassSchema()), NOTIFICATION_STATUS(NotificationStatus.getClassSchema());

    private final Schema schema;

    PublishableSchema(Schema schema) {
        this.schema = schema;
    }

    /** What people call it. */
    String label() {
        return schema.getName();
    }

    static Optional<PublishableSchema> named(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equalsIgnoreCase(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(PublishableSchema::label).toList();
    }

    /** Reads Avro's own JSON encoding (Avro 1.12 specification, "JSON Encoding"). */
    Optional<SpecificRecord> read(String json) {
        try {
            return Optional.of(new SpecificDatumReader<SpecificRecord>(schema).read(null,
                    DecoderFactory.get().jsonDecoder(schema, json)));
        } catch (IOException | AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    /** The record's place: the topic and key that its readers expect. */
    static Publication place(SpecificRecord value, Names.Topics topics) {
        return switch (value) {
            case CaseEvent event -> new Publication.OfRecord(topics.caseEvents(), event.getId(), event);
            case SendRequest send -> new Publication.OfRecord(topics.send(), send.getSendId().toString(), send);
            case ControlCommand command -> new Publication.OfRecord(topics.control(), key(command), command);
            case Suppression suppression ->
                new Publication.OfRecord(topics.suppression(), suppression.getRecipientKey(), suppression);
            case ReceiptRecord receipt -> new Publication.OfRecord(topics.receipt(receipt.getChannel()),
                    receipt.getProvider() + ":" + receipt.getProviderReference(), receipt);
            case NotificationStatus status ->
                new Publication.OfRecord(topics.status(), status.getIdentity().getCaseKey(), status);
            default -> throw new IllegalArgumentException("Nobody outside publishes a " + value.getSchema().getName()
                    + ". Give the topic with --topic to send it as plain JSON.");
        };
    }

    private static String key(ControlCommand command) {
        return switch (command.getTarget()) {
            case CaseTarget target -> target.getCaseKey();
            case NotificationTarget target -> command.getCommandId().toString();
            case ScopeTarget target ->
                target.getService() == null ? command.getCommandId().toString() : target.getService();
            default -> throw new IllegalArgumentException("A control command needs a target.");
        };
    }
}
