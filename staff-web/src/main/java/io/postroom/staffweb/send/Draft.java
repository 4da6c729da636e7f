package io.postroom.staffweb.send;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.Value;
import io.postroom.staffweb.access.Staff;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody is writing: kept in their session, with whatever they typed, right or wrong. Personal data.
 *
 * <p>Used by the requests of one session, which may come side by side.
 */
public final class Draft implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The recipient has no part in a case that staff could name. */
    private static final String ROLE = "recipient";

    private final UUID id;
    private final String service;
    private final String template;
    private final Channel channel;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private volatile @Nullable Language language;
    private volatile String address = "";
    private volatile String caseReference = "";
    private volatile @Nullable String approvedHash;
    private volatile SendTime time = SendTime.UNASKED;
    private volatile @Nullable UUID inPlaceOf;
    private volatile String reason = "";

    Draft(UUID id, Catalogue.Choice choice) {
        this.id = id;
        this.service = choice.service();
        this.template = choice.template();
        this.channel = choice.channel();
        this.language = choice.languages().size() == 1 ? choice.languages().getFirst() : null;
    }

    public UUID id() {
        return id;
    }

    public String service() {
        return service;
    }

    public String templateId() {
        return template;
    }

    public Channel channel() {
        return channel;
    }

    public @Nullable Language language() {
        return language;
    }

    void speak(Language chosen) {
        language = chosen;
    }

    public String address() {
        return address;
    }

    void addressTo(String typed) {
        address = typed;
    }

    public String caseReference() {
        return caseReference;
    }

    void belongTo(String typed) {
        caseReference = typed;
    }

    public SendTime time() {
        return time;
    }

    void goAt(SendTime typed) {
        time = typed;
    }

    /** The message that this one stands in for, or null. */
    public @Nullable UUID inPlaceOf() {
        return inPlaceOf;
    }

    String reason() {
        return reason;
    }

    void standInFor(UUID other, String why) {
        inPlaceOf = other;
        reason = why;
    }

    public String value(String placeholder) {
        return values.getOrDefault(placeholder, "");
    }

    boolean hasValue(String placeholder) {
        return values.containsKey(placeholder);
    }

    void fill(String placeholder, String typed) {
        values.put(placeholder, typed);
    }

    /** Remembers which wording was shown: this one is sent, or none. */
    void show(Template shown) {
        approvedHash = shown.contentHash();
    }

    @Nullable
    String approvedHash() {
        return approvedHash;
    }

    /** The request, as ingest gets it. */
    SendRequest request(Template wording, String hash, Staff by, Instant now) {
        Language spoken = wording.language();
        Map<String, Value> given = new HashMap<>();
        wording.placeholders().forEach(name -> given.put(name, Value.newBuilder().setValue(value(name)).build()));
        Recipient.Builder recipient = Recipient.newBuilder().setRole(ROLE).setOptOuts(List.of())
                .setAddressLines(channel == Channel.LETTER
                        ? address.lines().map(String::strip)
                                .filter(line -> !line.isEmpty()).toList()
                        : List.of())
                .setLanguage(spoken == Language.CY
                        ? io.postroom.schemas.v1.Language.CY
                        : io.postroom.schemas.v1.Language.EN);
        if (channel == Channel.SMS) {
            recipient.setMobile(address);
        } else if (channel == Channel.EMAIL) {
            recipient.setEmail(address);
        }
        return SendRequest.newBuilder().setSendId(id).setService(service).setTemplateId(template)
                .setTemplateHashes(Map.of(channel.wireName() + "." + spoken.tag(), hash))
                .setChannels(List.of(io.postroom.schemas.v1.Channel.valueOf(channel.name())))
                .setRecipient(recipient.build()).setValues(given)
                .setCaseReference(caseReference.isBlank() ? null : caseReference.strip())
                .setSendAt(time.at()).setRequestedBy(by.id()).setRequestedAt(now).build();
    }

    @Override
    public String toString() {
        return "Draft[" + id + "]";
    }
}
