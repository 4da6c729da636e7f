package io.postroom.letterworker;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Postage;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Requests for letters. */
final class Requests {

    static final UUID ID = UUID.fromString("6f0b7e0e-5a0c-5d7c-9d62-3f1f4a9f3b11");

    private Requests() {}

    static LetterRequest letter() {
        return letter(List.of("Mrs A Person", "1 High Street", "SW1A 1AA"), "Your form is **here**.\n\n* sign it");
    }

    /** A letter in Welsh and then in English. */
    static LetterRequest bilingual() {
        LetterRequest letter = letter();
        return LetterRequest.newBuilder(letter)
                .setIdentity(NotificationIdentity.newBuilder(letter.getIdentity()).setLanguage(Language.CY).build())
                .setSubject("Eich atwrneiaeth arhosol").setMarkdown("Dyma eich ffurflen.\n\n* llofnodwch hi")
                .setSecond(LetterWording.newBuilder().setLanguage(Language.EN).setSubject(letter.getSubject())
                        .setMarkdown("Your form is here.\n\n* sign it").build())
                .build();
    }

    static LetterRequest letter(List<String> address, String markdown) {
        NotificationIdentity identity = NotificationIdentity.newBuilder().setNotificationId(ID).setCaseKey("case-key")
                .setService("lpa").setChannel(Channel.LETTER).setLanguage(Language.EN).setEventId("event")
                .setEventSource("source").setTemplateId("template").setTemplateHash("hash")
                .setRecipientKey("recipient-key")
                // Already tomorrow in London.
                .setCreatedAt(Instant.parse("2026-07-01T23:30:00Z")).build();
        DeliveryTerms terms = DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
                .setUnknownOutcome(UnknownOutcomePolicy.ASK).build();
        return LetterRequest.newBuilder().setIdentity(identity).setTerms(terms).setAddressLines(address)
                .setSubject("Your lasting power of attorney").setMarkdown(markdown)
                .setContactBlock(List.of("Office of the Public Guardian", "PO Box 16185", "B2 2WH"))
                .setReference("LPA 7000-1234").setPostage(Postage.SECOND).build();
    }
}
