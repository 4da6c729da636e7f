package io.postroom.ingestservice.decide;

import io.postroom.content.letter.LetterText;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.Address;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Postage;
import io.postroom.schemas.v1.SmsRequest;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes complete requests of planned messages. */
final class Requests {
    private Requests() {}

    /**
     * The request of a message.
     *
     * @param chain the channels that take each other's place; empty where there is one alone
     * @param position which of them this is
     */
    static SpecificRecord of(PlannedMessage planned, NotificationIdentity identity, List<Channel> chain,
            int position) {
        DeliveryTerms terms = terms(planned, chain, position);
        return switch (planned.address()) {
            case Address.Phone(var number) -> SmsRequest.newBuilder().setIdentity(identity).setTerms(terms)
                    .setTo(number.reveal()).setSender(as(Sender.Text.class, planned.sender()).name())
                    .setText(as(Message.SmsMessage.class, planned.message()).text()).build();
            case Address.Email(var address) -> email(planned, identity, terms, address.revealForTransport());
            case Address.Post(var address) ->
                letter(planned, identity, terms).setAddressLines(address.reveal()).build();
        };
    }

    private static EmailRequest email(PlannedMessage planned, NotificationIdentity identity, DeliveryTerms terms,
            String to) {
        Sender.Email sender = as(Sender.Email.class, planned.sender());
        Message.EmailMessage message = as(Message.EmailMessage.class, planned.message());
        return EmailRequest.newBuilder().setIdentity(identity).setTerms(terms).setTo(to)
                .setFromName(sender.name()).setFromAddress(sender.address().revealForTransport())
                .setReplyTo(sender.replyTo() == null ? null : sender.replyTo().revealForTransport())
                .setSubject(message.subject()).setMarkdown(message.markdown()).build();
    }

    private static LetterRequest.Builder letter(PlannedMessage planned, NotificationIdentity identity,
            DeliveryTerms terms) {
        Message.LetterMessage message = as(Message.LetterMessage.class, planned.message());
        return LetterRequest.newBuilder().setIdentity(identity).setTerms(terms).setSubject(message.subject())
                .setMarkdown(message.markdown()).setContactBlock(message.contactLines())
                .setReference(message.reference()).setSecond(second(message.second()))
                .setPostage(planned.postage() == null ? Postage.SECOND : Postage.valueOf(planned.postage().name()));
    }

    private static @Nullable LetterWording second(@Nullable LetterText wording) {
        return wording == null
                ? null
                : LetterWording.newBuilder().setLanguage(Language.valueOf(wording.language().name()))
                        .setSubject(wording.subject()).setMarkdown(wording.markdown()).build();
    }

    private static DeliveryTerms terms(PlannedMessage planned, List<Channel> chain, int position) {
        return DeliveryTerms.newBuilder().setPriority(planned.priority()).setExpiresAt(planned.expiresAt())
                .setUnknownOutcome(planned.unknownOutcome()).setFallbackChannels(chain).setFallbackPosition(position)
                .build();
    }

    /** Address, sender and words of one message are of one channel. */
    private static <T> T as(Class<T> type, Object part) {
        if (!type.isInstance(part)) {
            throw new IllegalStateException("A message was planned whose parts belong to different channels.");
        }
        return type.cast(part);
    }
}
