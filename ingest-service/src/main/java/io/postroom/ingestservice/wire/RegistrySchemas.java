package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.UnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Schemas by the id that a record carries. Each is asked for once; an id that the registry does not know is asked for again
 * whenever it appears, since it may be registered a moment later.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 */
public final class RegistrySchemas {
    private static final int NOT_FOUND = 404;
    /**
     * The registry's own codes for subject, version and schema not found. A bare 404 is a proxy or a wrong address, and no
     * reason to give a record up.
     */
    private static final Set<Integer> NOT_FOUND_CODES = Set.of(40401, 40402, 40403);

    private final SchemaRegistryClient registry;
    private final Patience patience;
    private final Map<Integer, SchemaLookup> known = new ConcurrentHashMap<>();

    /** Schemas of one registry. */
    public RegistrySchemas(SchemaRegistryClient registry, Patience patience) {
        this.registry = registry;
        this.patience = patience;
    }

    /** What the id stands for. */
    public SchemaLookup byId(int id) {
        SchemaLookup lookup = known.get(id);
        return lookup != null ? lookup : patience.until("the schema registry", () -> ask(id));
    }

    private SchemaLookup ask(int id) throws UnavailableException {
        try {
            SchemaLookup lookup = lookup(registry.getSchemaById(id));
            known.put(id, lookup);
            return lookup;
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND && NOT_FOUND_CODES.contains(e.getErrorCode())) {
                return new SchemaLookup.NoSuchSchema();
            }
            throw RegistryFailures.unavailable(e);
        } catch (IOException e) {
            if (RegistryFailures.isUnusableSchema(e)) {
                return new SchemaLookup.NotAvro();
            }
            throw RegistryFailures.unavailable(e);
        }
    }

    private static SchemaLookup lookup(ParsedSchema parsed) {
        if (parsed instanceof AvroSchema avro) {
            Schema schema = avro.rawSchema();
            return new SchemaLookup.Found(schema);
        }
        return new SchemaLookup.NotAvro();
    }
}
