package io.postroom.ingestservice.reference;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The ids of notifications, as published: UUID version 5 of what makes each the one that it is. */
final class Ids {
    private static final UUID SPACE = UUID.fromString("5f0c5d8e-6a0b-4d0e-9d55-0c9a3c1f7b42");

    private Ids() {}

    static UUID of(String source, String event, Rule rule, String role, String reference, int index, String channel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(SPACE.getMostSignificantBits());
            out.writeLong(SPACE.getLeastSignificantBits());
            for (String part : new String[]{"event", source, event, rule.service(), rule.id(), role, reference,
                    reference == null ? "" + index : null, channel}) {
                byte[] text = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                out.writeInt(part == null ? -1 : text.length);
                out.write(text);
            }
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray());
            hash[6] = (byte) (hash[6] & 0x0f | 0x50);
            hash[8] = (byte) (hash[8] & 0x3f | 0x80);
            ByteBuffer id = ByteBuffer.wrap(hash);
            return new UUID(id.getLong(), id.getLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
