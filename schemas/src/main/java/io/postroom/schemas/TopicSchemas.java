package io.postroom.schemas;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.Suppression;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schema of each topic as it stands in a registry: without the properties by which generated Java classes remember
 * how they hold a string. Writers in Java configure their serializer with {@code avro.remove.java.properties=true}, so
 * that they look for this one; a schema file of this module is the same schema.
 *
 * <p>Stateless; safe for use by any thread.
 */
public final class TopicSchemas {
    private TopicSchemas() {}

    /**
     * The value schema of every topic of Postroom's own, by topic.
     *
     * @param sources topics on which back offices publish {@link CaseEvent}
     * @param statusServices services that have a status topic of their own
     */
    public static Map<String, Schema> byTopic(Names.Topics topics, Collection<String> sources,
            Collection<String> statusServices) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        sources.forEach(source -> schemas.put(source, published(CaseEvent.getClassSchema())));
        schemas.put(topics.send(), published(SendRequest.getClassSchema()));
        schemas.put(topics.held(), published(HeldNotification.getClassSchema()));
        schemas.put(topics.control(), published(ControlCommand.getClassSchema()));
        schemas.put(topics.status(), published(NotificationStatus.getClassSchema()));
        schemas.put(topics.decision(), published(Decision.getClassSchema()));
        schemas.put(topics.suppression(), published(Suppression.getClassSchema()));
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            Schema request = published(request(channel));
            schemas.put(topics.request(channel, Priority.NORMAL), request);
            schemas.put(topics.request(channel, Priority.BULK), request);
            for (Names.Delay delay : Names.Delay.values()) {
                schemas.put(topics.delay(channel, delay), request);
            }
            schemas.put(topics.receipt(channel), published(ReceiptRecord.getClassSchema()));
        }
        statusServices.forEach(service -> schemas.put(topics.serviceStatus(service),
                published(ServiceNotificationStatus.getClassSchema())));
        return schemas;
    }

    /** A generated record's schema as it is published. */
    public static Schema published(Schema generated) {
        return new Schema.Parser()
                .parse(generated.toString()
                        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                        .replace(",\"avro.java.string\":\"String\"", ""));
    }

    private static Schema request(Channel channel) {
        return switch (channel) {
            case SMS -> SmsRequest.getClassSchema();
            case EMAIL -> EmailRequest.getClassSchema();
            case LETTER -> LetterRequest.getClassSchema();
            case UNRECOGNISED -> throw new IllegalArgumentException("There are no requests for an unknown channel.");
        };
    }
}
