package io.postroom.systemtests.support;

import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** Counts in the ledger how often each mark of a run of {@link LoadEvents} was accepted. */
public final class Marks {
    private static final Pattern MARK = Pattern.compile("mark ([A-Za-z0-9]+) ends");

    private final Ledger ledger;
    private final String run;
    private final Map<String, Integer> times = new TreeMap<>();
    private long read;

    public Marks(Ledger ledger, String run) {
        this.ledger = ledger;
        this.run = run;
    }

    /** How often each mark has been accepted by now. */
    public Map<String, Integer> received() {
        for (Accepted accepted : ledger.after(read)) {
            Matcher matcher = MARK.matcher(words(accepted).replaceAll("\\s+", " "));
            if (matcher.find() && matcher.group(1).startsWith(run)) {
                times.merge(matcher.group(1), 1, Integer::sum);
            }
            read = accepted.number();
        }
        return Map.copyOf(times);
    }

    /** Those that were accepted more than once. */
    public Map<String, Integer> doubled() {
        Map<String, Integer> doubled = new TreeMap<>(received());
        doubled.values().removeIf(count -> count == 1);
        return doubled;
    }

    private String words(Accepted accepted) {
        return switch (accepted) {
            case AcceptedText text -> text.text();
            case AcceptedEmail email -> email.subject();
            case AcceptedLetter letter -> {
                try (PDDocument document = Loader.loadPDF(ledger.file(letter.file()).toFile())) {
                    yield new PDFTextStripper().getText(document);
                } catch (IOException e) {
                    throw new UncheckedIOException("The letter " + letter.id() + " cannot be read.", e);
                }
            }
        };
    }
}
