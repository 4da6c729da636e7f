package io.postroom.ingestservice.topology;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.SmsRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The lane of a request. */
record RequestRoute(Names.Topics topics) implements TopicNameExtractor<String, SpecificRecord> {
    @Override
    public String extract(String key, SpecificRecord value, RecordContext context) {
        return switch (value) {
            case SmsRequest request -> topics.request(Channel.SMS, request.getTerms().getPriority());
            case EmailRequest request -> topics.request(Channel.EMAIL, request.getTerms().getPriority());
            case LetterRequest request -> topics.request(Channel.LETTER, request.getTerms().getPriority());
            default -> throw new IllegalStateException("Only requests go to request topics.");
        };
    }
}
