package io.postroom.ingestservice.limits;

import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import io.postroom.schemas.v1.SmsRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether two requests say the same, without keeping what they say. */
final class Words {
    private Words() {}

    static String hash(Object request) {
        return switch (request) {
            case SmsRequest sms -> hash(List.of(sms.getText()));
            case EmailRequest email -> hash(List.of(email.getSubject(), email.getMarkdown()));
            case LetterRequest letter -> hash(words(letter));
            default -> throw new IllegalStateException("What is sent is a request.");
        };
    }

    private static List<String> words(LetterRequest letter) {
        LetterWording second = letter.getSecond();
        return second == null
                ? List.of(letter.getSubject(), letter.getMarkdown())
                : List.of(letter.getSubject(), letter.getMarkdown(), second.getSubject(), second.getMarkdown());
    }

    private static String hash(List<String> words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : words) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
