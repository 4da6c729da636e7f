package io.postroom.local;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.schemas.Names;
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
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.Suppression;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Registers the schema of every topic, as a platform team does before an installation. */
final class Schemas {
    private static final int CACHE = 100;

    private Schemas() {}

    /** The schema of each topic of Postroom's own, and of the sources that speak Postroom's own record. */
    static Map<String, Schema> byTopic(Names.Topics topics, List<String> sources) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        sources.forEach(source -> schemas.put(source, CaseEvent.getClassSchema()));
        schemas.put(topics.send(), SendRequest.getClassSchema());
        schemas.put(topics.held(), HeldNotification.getClassSchema());
        schemas.put(topics.control(), ControlCommand.getClassSchema());
        schemas.put(topics.status(), NotificationStatus.getClassSchema());
        schemas.put(topics.decision(), Decision.getClassSchema());
        schemas.put(topics.suppression(), Suppression.getClassSchema());
        Map.of(Channel.SMS, SmsRequest.getClassSchema(), Channel.EMAIL, EmailRequest.getClassSchema(), Channel.LETTER,
                LetterRequest.getClassSchema()).forEach((channel, schema) -> {
                    schemas.put(topics.request(channel, Priority.NORMAL), schema);
                    schemas.put(topics.request(channel, Priority.BULK), schema);
                    for (Names.Delay delay : Names.Delay.values()) {
                        schemas.put(topics.delay(channel, delay), schema);
                    }
                    schemas.put(topics.receipt(channel), ReceiptRecord.getClassSchema());
                });
        return schemas;
    }

    static void register(String registryUrl, PlatformOptions options) {
        try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(registryUrl, CACHE)) {
            for (var entry : byTopic(options.topics(), options.sources()).entrySet()) {
                registry.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
            }
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("The registry at " + registryUrl + " refused a schema.", e);
        }
    }
}
