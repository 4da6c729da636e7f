package io.postroom.local.event;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record to publish. */
public sealed interface Publication {
    /** Where to. */
    String topic();

    /** A record of ours. */
    record OfRecord(String topic, String key, SpecificRecord value) implements Publication {}

    /** Text as it is, for sources that speak JSON. */
    record OfText(String topic, String key, String text, Map<String, String> headers) implements Publication {
        public OfText {
            headers = Map.copyOf(headers);
        }
    }
}
