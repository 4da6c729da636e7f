package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.sources.SendIdentity;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What decisions and identities say of an event or a send request, in one form for both. Prints without content. */
record Subject(String source, String id, @Nullable String type, @Nullable Instant time, @Nullable String caseReference,
        @Nullable Integer batchRow, @Nullable String templateId, List<Recipient> recipients) {

    static Subject of(InternalEvent event) {
        return switch (event.getContent()) {
            case CaseEvent content -> of(content);
            case SendRequest request -> new Subject(Names.SEND_SOURCE, SendIdentity.eventId(request), null, null,
                    request.getCaseReference(), request.getBatchRow(), request.getTemplateId(),
                    List.of(request.getRecipient()));
            default -> throw new IllegalStateException("An internal event holds an event or a send request.");
        };
    }

    static Subject of(CaseEvent content) {
        return new Subject(content.getSource(), content.getId(), content.getType(), content.getTime(),
                content.getCaseReference(), null, null, content.getRecipients());
    }

    /** The language that a recipient asked for. */
    Language languageOf(String role, @Nullable String reference) {
        return recipients.stream()
                .filter(recipient -> role.equals(recipient.getRole())
                        && Objects.equals(reference, recipient.getReference()))
                .map(Recipient::getLanguage).filter(language -> language != Language.UNRECOGNISED).findFirst()
                .orElse(Language.EN);
    }

    @Override
    public String toString() {
        return "Subject[•••]";
    }
}
