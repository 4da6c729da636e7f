package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.postroom.schemas.TopicSchemas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * The contracts that ingest writes, as the registry's client takes them, each parsed once. Both hash and equality of a parsed
 * schema walk through the whole schema with every doc in it, and the client looks ids up by them: unless it is handed the
 * very object that it knows, finding the id costs several times what writing the record does.
 *
 * <p>Safe for use by any thread.
 */
public final class ParsedSchemas {
    private final Map<String, AvroSchema> byName = new ConcurrentHashMap<>();

    /** A contract as it is published. Of each there is one version in a running ingest, so that its name says which. */
    AvroSchema of(Schema contract) {
        return byName.computeIfAbsent(contract.getFullName(),
                name -> new AvroSchema(TopicSchemas.published(contract)));
    }
}
