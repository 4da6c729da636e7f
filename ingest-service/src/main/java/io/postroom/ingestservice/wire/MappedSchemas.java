package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.rules.SourceBinding;
import io.postroom.rules.SourceFormat;
import io.postroom.rules.mapping.SourceMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks before the start whether mappings fit what records have, fields and types: every version of the schema under the subject {@code
 * <topic>-value}, if there is one. Records of other subjects are known when they arrive. For one thread.
 */
public final class MappedSchemas {
    private static final Logger log = LoggerFactory.getLogger(MappedSchemas.class);
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;
    private final List<SourceBinding> sources;

    /** Of all sources those are looked at that are named, hold Avro and are mapped. */
    public MappedSchemas(SchemaRegistryClient registry, List<SourceBinding> sources) {
        this.registry = registry;
        this.sources = List.copyOf(sources);
    }

    /** One look: throws everything that fits no record as sentences. */
    public void check() throws UnavailableException {
        List<String> faults = new ArrayList<>();
        for (SourceBinding source : sources) {
            String topic = source.topic();
            SourceMapping mapping = source.mapping();
            if (topic != null && mapping != null && source.format() == SourceFormat.AVRO) {
                String subject = topic + "-value";
                List<String> misfits = mapping.misfits(versions(subject));
                if (!misfits.isEmpty()) {
                    faults.add("The mapping of " + topic + " fits no version of the schema under " + subject + ": "
                            + String.join("; ", misfits)
                            + ". Mend the mapping, or register the schema that it fits.");
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new UnavailableException(String.join(" ", faults));
        }
    }

    private List<Schema> versions(String subject) throws UnavailableException {
        List<Schema> schemas = new ArrayList<>();
        try {
            for (int version : registry.getAllVersions(subject)) {
                if (registry.getSchemaBySubjectAndId(subject,
                        registry.getSchemaMetadata(subject, version).getId()) instanceof AvroSchema avro) {
                    schemas.add(avro.rawSchema());
                }
            }
            return schemas;
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND || e.getStatus() == UNAUTHORISED || e.getStatus() == FORBIDDEN) {
                log.atInfo().addKeyValue("subject", subject).addKeyValue("status", e.getStatus())
                        .log("The registry shows no schema of this subject; the mapping is not checked against one");
                return List.of();
            }
            throw RegistryFailures.unavailable(e);
        } catch (IOException e) {
            if (RegistryFailures.isUnusableSchema(e)) {
                log.atInfo().addKeyValue("subject", subject)
                        .log("A version of this subject is no Avro schema; the mapping is not checked against it");
                return List.of();
            }
            throw RegistryFailures.unavailable(e);
        }
    }
}
