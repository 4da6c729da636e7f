package io.postroom.ingestservice.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterText;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.Address;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.set.Limits;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final UUID ID = UUID.fromString("6f0b7e0e-5a0c-5d7c-9d62-3f1f4a9f3b11");

    @Test
    void aLetterInTwoLanguagesHasTwoWordingsAndEachItsLanguage() {
        // When
        LetterRequest request = request(new LetterText(Language.EN, "Your form", "Dear Ann"));

        // Then
        assertThat(request.getSubject()).isEqualTo("Eich ffurflen");
        assertThat(request.getMarkdown()).isEqualTo("Annwyl Ann");
        assertThat(request.getSecond()).isEqualTo(
                LetterWording.newBuilder().setLanguage(io.postroom.schemas.v1.Language.EN).setSubject("Your form")
                        .setMarkdown("Dear Ann").build());
    }

    @Test
    void aLetterInOneLanguageHasOne() {
        assertThat(request(null).getSecond()).isNull();
    }

    private static LetterRequest request(@Nullable LetterText second) {
        Message message = new Message.LetterMessage("Eich ffurflen", "Annwyl Ann", null, List.of(), second);
        PlannedMessage planned = new PlannedMessage(ID, "applicant", null, 0, Language.CY,
                new Address.Post(PostalAddress.parse("Ann\n1 High Street\nSW1A 1AA").orElseThrow()),
                new Sender.Letter(), message, "template", "hash", null, Priority.NORMAL, null, null, null,
                UnknownOutcomePolicy.ASK, Limits.NONE);
        NotificationIdentity identity = NotificationIdentity.newBuilder().setNotificationId(ID).setCaseKey("case")
                .setService("svc").setChannel(Channel.LETTER).setLanguage(io.postroom.schemas.v1.Language.CY)
                .setEventId("e").setEventSource("s").setTemplateId("template").setTemplateHash("hash")
                .setRecipientKey("r").setCreatedAt(Instant.EPOCH).build();
        return (LetterRequest) Requests.of(planned, identity, List.of(), 0);
    }
}
