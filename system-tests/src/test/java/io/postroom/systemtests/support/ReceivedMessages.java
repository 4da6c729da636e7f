package io.postroom.systemtests.support;

import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What people received, written down as plain text by readers that are not Postroom's: mime4j and PDFBox. */
public final class ReceivedMessages {
    private ReceivedMessages() {}

    /** One message as text: a line of headers each, an empty line, and the words in the order that people read them. */
    public static String describe(Ledger ledger, Accepted accepted) {
        return switch (accepted) {
            case AcceptedText text -> "channel: sms\nto: " + text.to() + "\nfrom: " + text.from() + "\nencoding: "
                    + text.encoding() + "\nparts: " + text.messageIds().size() + "\n\n" + text.text() + "\n";
            case AcceptedEmail email -> email(ledger, email);
            case AcceptedLetter letter -> "channel: letter\nto: " + String.join(", ", letter.address()) + "\npostage: "
                    + letter.postage() + "\npages: " + letter.pages() + "\n\n" + pdfText(ledger, letter);
        };
    }

    /** The e-mail as mime4j reads it. */
    public static Message parse(Ledger ledger, AcceptedEmail email) {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        try (InputStream in = Files.newInputStream(ledger.file(email.file()))) {
            return builder.parseMessage(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The e-mail " + email.messageId() + " cannot be read.", e);
        }
    }

    /** The text of the first part of a type, in the order of the message; empty where there is none. */
    public static String part(Entity entity, String mimeType) {
        if (entity.getBody() instanceof Multipart multipart) {
            return multipart.getBodyParts().stream().map(part -> part(part, mimeType)).filter(text -> !text.isEmpty())
                    .findFirst().orElse("");
        }
        return entity.getMimeType().equals(mimeType) && entity.getBody() instanceof TextBody text ? read(text) : "";
    }

    private static String email(Ledger ledger, AcceptedEmail email) {
        Message message = parse(ledger, email);
        List<String> lines = new ArrayList<>(List.of("channel: email", "to: " + String.join(", ", email.to()),
                "header to: " + message.getTo(), "from: " + message.getFrom(), "subject: " + message.getSubject(),
                "language: " + header(message, "Content-Language"),
                "auto-submitted: " + header(message, "Auto-Submitted"),
                "html title and words: " + htmlWords(part(message, "text/html")), "",
                part(message, "text/plain").replace("\r\n", "\n")));
        return String.join("\n", lines);
    }

    private static String header(Message message, String name) {
        var field = message.getHeader().getField(name);
        return field == null ? "(none)" : field.getBody();
    }

    private static String htmlWords(String html) {
        return html.replaceAll("(?s)<style.*?</style>", " ").replaceAll("<[^>]+>", " ").replace("&amp;", "&")
                .replace("&nbsp;", " ").replaceAll("\\s+", " ").strip();
    }

    private static String pdfText(Ledger ledger, AcceptedLetter letter) {
        try (PDDocument document = Loader.loadPDF(ledger.file(letter.file()).toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException("The letter " + letter.id() + " cannot be read.", e);
        }
    }

    private static String read(TextBody body) {
        try (Reader reader = body.getReader(); java.io.StringWriter writer = new java.io.StringWriter()) {
            reader.transferTo(writer);
            return writer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
