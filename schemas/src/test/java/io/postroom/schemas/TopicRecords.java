package io.postroom.schemas;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.Suppression;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The records that stand on topics by themselves, each with all that it contains. */
final class TopicRecords {
    private TopicRecords() {}

    static Stream<Schema> all() {
        return List.of(CaseEvent.getClassSchema(), SendRequest.getClassSchema(), InternalEvent.getClassSchema(),
                HeldNotification.getClassSchema(), ControlCommand.getClassSchema(), NotificationStatus.getClassSchema(),
                SmsRequest.getClassSchema(), EmailRequest.getClassSchema(), LetterRequest.getClassSchema(),
                ReceiptRecord.getClassSchema(), Suppression.getClassSchema(), Decision.getClassSchema(),
                ServiceNotificationStatus.getClassSchema()).stream().map(TopicSchemas::published);
    }
}
