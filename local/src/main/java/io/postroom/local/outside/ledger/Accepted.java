package io.postroom.local.outside.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A message that the outside world has accepted: from here on, a person gets it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "channel")
@JsonSubTypes({@JsonSubTypes.Type(value = AcceptedText.class, name = "sms"),
        @JsonSubTypes.Type(value = AcceptedEmail.class, name = "email"),
        @JsonSubTypes.Type(value = AcceptedLetter.class, name = "letter")})
public sealed interface Accepted permits AcceptedText, AcceptedEmail, AcceptedLetter {
    /** The place in the ledger, from 1, without gaps. */
    long number();

    /** When it was accepted. */
    Instant acceptedAt();

    /** The references under which the provider reports on it later. */
    @JsonIgnore
    List<String> references();

    /** Whom it is for, as the channel addresses people. */
    @JsonIgnore
    String recipient();
}
