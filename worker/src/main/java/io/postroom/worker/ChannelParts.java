package io.postroom.worker;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What does the work of a channel.
 *
 * @param providers in order of preference; a later one is used only while every earlier one is closed
 * @param beside    what runs beside them, such as sources of receipts; may be empty
 * @param <R>       the request
 */
public record ChannelParts<R extends SpecificRecord>(List<Provider<R>> providers, List<WorkerPart> beside) {
    public ChannelParts {
        providers = List.copyOf(providers);
        beside = List.copyOf(beside);
    }
}
