package io.postroom.local.provision;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Compares the subjects of an existing registry with the topics' schemas, and registers those that are missing. */
public final class SchemaProvision {
    private static final String LEVEL = "FULL_TRANSITIVE";
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;

    /** @param registry is not closed here */
    public SchemaProvision(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * What is missing or wrong.
     *
     * @param schemas by topic
     */
    public List<Finding> look(Map<String, Schema> schemas) {
        List<Finding> findings = new ArrayList<>();
        try {
            Collection<String> subjects = registry.getAllSubjects();
            for (Map.Entry<String, Schema> entry : schemas.entrySet()) {
                String subject = subject(entry.getKey());
                AvroSchema schema = new AvroSchema(entry.getValue());
                if (!subjects.contains(subject)) {
                    findings.add(Finding.missing("The subject " + subject + " is missing: " + entry.getValue().getName()
                            + ", " + LEVEL + "."));
                    continue;
                }
                if (isForeign(subject, schema)) {
                    findings.add(Finding.wrong("The subject " + subject + " has schemas that this version of "
                            + entry.getValue().getName()
                            + " is not compatible with. Somebody else may use the subject; choose another topic prefix, or settle it with them."));
                    continue;
                }
                if (!isRegistered(subject, schema)) {
                    findings.add(Finding.missing("The subject " + subject + " lacks this version of "
                            + entry.getValue().getName() + "; it is compatible with those that are there."));
                }
                if (!LEVEL.equals(level(subject))) {
                    findings.add(Finding.missing("The subject " + subject + " is not set to " + LEVEL
                            + ": a later schema could shut readers out."));
                }
            }
            return findings;
        } catch (IOException | RestClientException e) {
            throw unavailable(e);
        }
    }

    /** Sets levels and registers what is missing and compatible. A subject that somebody else uses stays as it is, its level too. */
    public void register(Map<String, Schema> schemas) {
        try {
            Collection<String> subjects = registry.getAllSubjects();
            for (Map.Entry<String, Schema> entry : schemas.entrySet()) {
                String subject = subject(entry.getKey());
                AvroSchema schema = new AvroSchema(entry.getValue());
                if (subjects.contains(subject) && isForeign(subject, schema)) {
                    continue;
                }
                if (!subjects.contains(subject) || !isRegistered(subject, schema)) {
                    registry.register(subject, schema);
                }
                if (!LEVEL.equals(level(subject))) {
                    registry.updateCompatibility(subject, LEVEL);
                }
            }
        } catch (IOException | RestClientException e) {
            throw unavailable(e);
        }
    }

    /**
     * Whether a subject that is there is not ours: it has another record, or nothing that this version goes with. The name is looked at
     * too, since a subject whose own level asks for nothing would take any schema.
     */
    private boolean isForeign(String subject, AvroSchema schema) throws IOException, RestClientException {
        if (isRegistered(subject, schema)) {
            return false;
        }
        SchemaMetadata latest = registry.getLatestSchemaMetadata(subject);
        return !AvroSchema.TYPE.equals(latest.getSchemaType()) || !latest.getReferences().isEmpty()
                || !schema.name().equals(new AvroSchema(latest.getSchema()).name())
                || !registry.testCompatibility(subject, schema);
    }

    private boolean isRegistered(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            registry.getId(subject, schema);
            return true;
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Of the subject itself; the registry's own level may be changed by anybody. */
    private String level(String subject) throws IOException, RestClientException {
        try {
            return String.valueOf(registry.getCompatibility(subject));
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }

    private static String subject(String topic) {
        return topic + "-value";
    }

    private static IllegalStateException unavailable(Exception e) {
        return new IllegalStateException("The registry did not answer or refused (" + e.getClass().getSimpleName()
                + "). Check its address, the client properties and the rights of this user.", e);
    }
}
