package io.postroom.ingestservice.lifecycle;

import io.postroom.rules.RuleBook;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.Suppression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The schema of each topic that ingest writes in Avro. */
final class WrittenSchemas {
    private WrittenSchemas() {}

    static Map<String, Schema> of(Names.Topics topics, RuleBook rules) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
            schemas.put(topics.request(Channel.SMS, lane), SmsRequest.SCHEMA$);
            schemas.put(topics.request(Channel.EMAIL, lane), EmailRequest.SCHEMA$);
            schemas.put(topics.request(Channel.LETTER, lane), LetterRequest.SCHEMA$);
        }
        schemas.put(topics.held(), HeldNotification.SCHEMA$);
        schemas.put(topics.control(), ControlCommand.SCHEMA$);
        schemas.put(topics.decision(), Decision.SCHEMA$);
        schemas.put(topics.status(), NotificationStatus.SCHEMA$);
        schemas.put(topics.suppression(), Suppression.SCHEMA$);
        rules.statusTopicServices()
                .forEach(service -> schemas.put(topics.serviceStatus(service), ServiceNotificationStatus.SCHEMA$));
        return schemas;
    }
}
