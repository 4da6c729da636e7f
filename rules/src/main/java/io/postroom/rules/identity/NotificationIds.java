package io.postroom.rules.identity;

import io.postroom.content.Channel;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of notifications: UUID version 5 (RFC 9562) of what makes a notification the one that it is, so that the same
 * event makes the same ids however often and wherever it is decided. Nothing else mints ids.
 *
 * <p>The encoding and the name space are for ever: a change would make every replayed event send its messages again.
 */
public final class NotificationIds {
    /** Stands in for the position of a recipient where an event names nobody in the role. */
    public static final int NOBODY = -1;

    /** Postroom's own name space. */
    private static final UUID NAME_SPACE = UUID.fromString("5f0c5d8e-6a0b-4d0e-9d55-0c9a3c1f7b42");

    private NotificationIds() {}

    /**
     * The id of a message that a rule makes of an event. A recipient is told apart by the back office's own reference
     * where there is one, else by the position among the event's recipients.
     */
    public static UUID forEvent(String source, String eventId, String service, String ruleId, String role,
            @Nullable String recipientReference, int recipientIndex, Channel channel) {
        Parts parts = new Parts().add("event").add(source).add(eventId).add(service).add(ruleId).add(role)
                .add(recipientReference)
                .add(recipientReference == null ? Integer.toString(recipientIndex) : null)
                .add(channel.wireName());
        return version5(parts.toBytes());
    }

    /** The id of a message that a person or a system asked for: by the batch or send id, the row and the channel. */
    public static UUID forSend(UUID sendId, @Nullable Integer batchRow, Channel channel) {
        Parts parts = new Parts().add("send").add(sendId.toString())
                .add(batchRow == null ? null : batchRow.toString())
                .add(channel.wireName());
        return version5(parts.toBytes());
    }

    private static UUID version5(byte[] name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16).putLong(NAME_SPACE.getMostSignificantBits())
                .putLong(NAME_SPACE.getLeastSignificantBits()).flip());
        ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name));
        long most = digest.getLong() & 0xffff_ffff_ffff_0fffL | 0x5000L;
        long least = digest.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1, which UUID version 5 is made with.", e);
        }
    }
}
