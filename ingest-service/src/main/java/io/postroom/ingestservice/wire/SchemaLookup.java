package io.postroom.ingestservice.wire;

import org.apache.avro.Schema;

/** What the registry says about a schema id. An outage is none of these: it is waited out. */
public sealed interface SchemaLookup {
    /** The schema that the id stands for. */
    record Found(Schema schema) implements SchemaLookup {}

    /** The registry answered that it has no such id. */
    record NoSuchSchema() implements SchemaLookup {}

    /** The id stands for something that is not an Avro schema, or not one that can be read. */
    record NotAvro() implements SchemaLookup {}
}
