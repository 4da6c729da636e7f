package io.postroom.ingestservice.deadletters;

import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.Decoded;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.SmsRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which requests have been sent by another channel meanwhile. A worker that has spent its attempts says so on the status topic, and
 * ingest then sends the next request of the chain, which every request names: no later record has to be looked for, however long
 * ago that was. Sent again, the person would get both.
 */
final class FallenBack {
    /** The only letters of which a status leads to the next channel. */
    private static final String SPENT = "exhausted";

    private final DeadLetterTopics topics;
    private final AvroDecoder avro;

    FallenBack(DeadLetterTopics topics, AvroDecoder avro) {
        this.topics = topics;
        this.avro = avro;
    }

    /** Those of some letters that may have fallen back. */
    static List<DeadLetter> candidates(List<DeadLetter> letters) {
        return letters.stream().filter(letter -> letter.reason().equals(SPENT)).toList();
    }

    /**
     * Why each of some letters is not to be sent again; those that may be are not named.
     *
     * @param candidates letters that may have fallen back
     */
    Map<LetterId, String> among(List<DeadLetter> candidates) {
        Map<LetterId, String> fallen = new HashMap<>();
        topics.contents(candidates.stream().map(DeadLetter::id).toList(), record -> {
            String why = why(record.value());
            if (why != null) {
                fallen.put(DeadLetter.id(record), why);
            }
        });
        return fallen;
    }

    private @Nullable String why(byte @Nullable [] value) {
        DeliveryTerms terms = value != null && AvroDecoder.begins(value)
                && avro.decode(value) instanceof Decoded.Ours(SpecificRecord request) ? terms(request) : null;
        if (terms == null) {
            return "it cannot be read, so that nobody sees whether another channel stands in for it";
        }
        List<Channel> chain = terms.getFallbackChannels();
        int next = terms.getFallbackPosition() + 1;
        return next < chain.size()
                ? "its message is sent by the next channel of its chain instead: "
                        + chain.get(next).name().toLowerCase(Locale.ROOT)
                : null;
    }

    private static @Nullable DeliveryTerms terms(SpecificRecord request) {
        return switch (request) {
            case SmsRequest text -> text.getTerms();
            case EmailRequest email -> email.getTerms();
            case LetterRequest letter -> letter.getTerms();
            default -> null;
        };
    }
}
