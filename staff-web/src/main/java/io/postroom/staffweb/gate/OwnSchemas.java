package io.postroom.staffweb.gate;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.Suppression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Looks whether the registry knows the schemas of what the pages publish: without, nothing that is typed could be sent. */
public final class OwnSchemas implements Needed {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final SchemaRegistryClient registry;
    private final Map<String, AvroSchema> written = new TreeMap<>();
    private final boolean register;

    /** @param register whether to register what is missing */
    public OwnSchemas(SchemaRegistryClient registry, Names.Topics topics, boolean register) {
        this.registry = registry;
        this.register = register;
        written.put(topics.send(), published(SendRequest.getClassSchema()));
        written.put(topics.control(), published(ControlCommand.getClassSchema()));
        written.put(topics.status(), published(NotificationStatus.getClassSchema()));
        written.put(topics.suppression(), published(Suppression.getClassSchema()));
    }

    @Override
    public List<String> faults() throws NoAnswerException {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, AvroSchema> entry : written.entrySet()) {
            String subject = entry.getKey() + "-value";
            String schema = entry.getValue().rawSchema().getName();
            try {
                int unused = register
                        ? registry.register(subject, entry.getValue())
                        : registry.getId(subject, entry.getValue());
            } catch (RestClientException e) {
                if (e.getStatus() == CONFLICT) {
                    faults.add("The subject " + subject + " has schemas that this version of " + schema
                            + " is not compatible with. Somebody else may use the subject: look with ./postroom schemas plan.");
                } else if (e.getStatus() == NOT_FOUND
                        && (e.getErrorCode() == SUBJECT_NOT_FOUND || e.getErrorCode() == SCHEMA_NOT_FOUND)) {
                    faults.add(
                            "This version of the schema " + schema + " is not registered under the subject " + subject
                                    + ". Register it with ./postroom schemas apply.");
                } else {
                    throw new NoAnswerException("the schema registry, status " + e.getStatus(), e);
                }
            } catch (IOException e) {
                throw new NoAnswerException("the schema registry", e);
            }
        }
        return faults;
    }

    private static AvroSchema published(Schema generated) {
        return new AvroSchema(TopicSchemas.published(generated));
    }
}
