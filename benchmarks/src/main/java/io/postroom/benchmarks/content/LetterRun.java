package io.postroom.benchmarks.content;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterFields;
import io.postroom.content.letter.LetterText;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LaidOutLetter;
import io.postroom.letterlayout.LetterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one-page letters on one thread for some time; the letters of the first stretch do not count. Prints how many
 * there were, the seconds of processor time and of the clock that they took, and the bytes of the last one.
 */
public final class LetterRun {
    private static final List<String> CONTACT = List.of("Office of the Public Guardian", "PO Box 999", "Birmingham",
            "B2 2ZZ", "Telephone: 03069 990 300", "opg@example.gov.uk");
    private static final LocalDate DATE = LocalDate.of(2026, 11, 22);

    private final LetterLayout layout = new LetterLayout();
    private final String markdown = Resources.text("letter.md");

    private LetterRun() {}

    /** Seconds to warm up, seconds to measure, and the file that the last letter is kept in. */
    public static void main(String[] arguments) throws IOException {
        LetterRun run = new LetterRun();
        int warmed = run.letters(0, Duration.ofSeconds(Long.parseLong(arguments[0])));
        Duration processorBefore = processorTime();
        long began = System.nanoTime();
        int measured = run.letters(warmed, Duration.ofSeconds(Long.parseLong(arguments[1])));
        double clock = (System.nanoTime() - began) / 1e9;
        double processor = processorTime().minus(processorBefore).toNanos() / 1e9;
        byte[] last = run.letter(0).pdf();
        Files.write(Path.of(arguments[2]), last);
        System.out.println(measured + " " + processor + " " + clock + " " + last.length);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private int letters(int first, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int count = 0;
        while (System.nanoTime() < end) {
            letter(first + count);
            count++;
        }
        return count;
    }

    private LaidOutLetter letter(int index) {
        LetterFields fields = new LetterFields(
                List.of(Samples.name(index), "Flat " + (index % 90 + 1), "10 High Street", "Llanfair", "SW1A 1AA"),
                DATE,
                Optional.of(Samples.value(index, "reference")), CONTACT);
        String text = markdown.replace("((name))", Samples.name(index)).replace("((reference))",
                Samples.value(index, "reference"));
        LetterDocument document = LetterDocuments
                .letter(fields, new LetterText(Language.EN, "You can now act as an attorney", text)).orElseThrow();
        LaidOutLetter letter = layout.layOut(document, StationeryProfile.standard());
        if (letter.pages() != 1 || letter.unprintable() > 0) {
            throw new IllegalStateException("A letter has " + letter.pages() + " pages instead of one.");
        }
        return letter;
    }
}
