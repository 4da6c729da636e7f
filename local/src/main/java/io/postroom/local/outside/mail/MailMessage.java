package io.postroom.local.outside.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail as a mail program shows it, read with mime4j.
 *
 * @param messageId without its angle brackets; empty when there is none
 * @param from the header's sender, decoded
 * @param to the header's recipients, decoded
 * @param headers every header line, decoded, in the order of the source
 * @param text the plain-text alternative
 * @param html the HTML alternative
 */
public record MailMessage(String messageId, String from, String to, String subject, List<String> headers,
        Optional<String> text, Optional<String> html) {
    public MailMessage {
        headers = List.copyOf(headers);
    }

    /** Reads the source of a mail. What is not a mail at all still has a source to look at, and nothing else. */
    public static MailMessage read(byte[] source) {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        try {
            Message message = builder.parseMessage(new ByteArrayInputStream(source));
            List<String> headers = new ArrayList<>();
            for (Field field : message.getHeader().getFields()) {
                headers.add(field.getName() + ": " + field.getBody());
            }
            return new MailMessage(bare(message.getMessageId()),
                    message.getFrom() == null ? "" : joined(message.getFrom()),
                    message.getTo() == null ? "" : joined(message.getTo()), orEmpty(message.getSubject()), headers,
                    find(message, "text/plain"), find(message, "text/html"));
        } catch (IOException e) {
            return new MailMessage("", "", "", "", List.of(), Optional.empty(), Optional.empty());
        }
    }

    private static String joined(Iterable<?> addresses) {
        StringBuilder all = new StringBuilder();
        for (Object address : addresses) {
            all.append(all.isEmpty() ? "" : ", ").append(address);
        }
        return all.toString();
    }

    private static String bare(@Nullable String messageId) {
        String id = orEmpty(messageId).trim();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Optional<String> find(Entity entity, String type) throws IOException {
        Body body = entity.getBody();
        if (body instanceof Multipart multipart) {
            for (Entity part : multipart.getBodyParts()) {
                Optional<String> found = find(part, type);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        if (body instanceof SingleBody single && type.equalsIgnoreCase(entity.getMimeType())) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            single.getInputStream().transferTo(content);
            return Optional.of(content.toString(charset(entity)));
        }
        return Optional.empty();
    }

    private static Charset charset(Entity entity) {
        try {
            return entity.getCharset() == null ? StandardCharsets.US_ASCII : Charset.forName(entity.getCharset());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
