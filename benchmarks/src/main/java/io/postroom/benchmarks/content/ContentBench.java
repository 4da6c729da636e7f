package io.postroom.benchmarks.content;

import io.postroom.benchmarks.report.Console;
import io.postroom.benchmarks.report.MarkdownTable;
import io.postroom.benchmarks.report.Numbers;
import io.postroom.benchmarks.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;

/** {@code ./postroom bench content}: what a message costs before it is sent. */
public final class ContentBench {
    private static final double CSV_TARGET = 1.5;
    private static final double XLSX_TARGET = 5;
    private static final double LETTERS_TARGET = 10;

    private final Console console;
    private final Measures measures;
    private final Path folder;
    private final MarkdownTable table = new MarkdownTable("what", "reached", "target", "how");

    private ContentBench(Console console, Measures measures, Path folder) {
        this.console = console;
        this.measures = measures;
        this.folder = folder;
    }

    /** Runs it all. */
    public static Report run(Console console, boolean quick, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made.", e);
        }
        return new ContentBench(console, quick ? Measures.QUICK : Measures.FULL, folder).report(quick);
    }

    private Report report(boolean quick) {
        LocalDateTime began = LocalDateTime.now();
        small("phone number checked", PhoneNumberBenchmark.class);
        small("text filled in (3 placeholders) and counted", SmsBenchmark.class);
        small("e-mail filled in and laid out, HTML and plain text", EmailBenchmark.class);
        WholeSheets sheets = new WholeSheets(measures, folder);
        console.say("A CSV sheet of " + measures.rows() + " texts...");
        sheet("CSV", sheets.csv(), CSV_TARGET);
        console.say("An XLSX sheet of " + measures.rows() + " texts...");
        sheet("XLSX", sheets.xlsx(), XLSX_TARGET);
        Optional<LetterRates.Rate> peer = letters();
        Report report = new Report("What a message costs before it is sent",
                "./postroom bench content" + (quick ? " --quick" : ""), began).table(table);
        if (peer.isEmpty()) {
            report.paragraph("WeasyPrint is not installed; `apt-get install weasyprint` (Debian, Ubuntu) adds it, and "
                    + "the next run has its row.");
        }
        return report;
    }

    private void small(String what, Class<?> benchmark) {
        console.say(capitalised(what) + "...");
        SmallThings.Microseconds took = SmallThings.of(benchmark, measures);
        table.row(what, Numbers.of(took.mean()) + " µs (" + Numbers.of(took.perSecond()) + "/s)", "–",
                "JMH, one thread, ± " + Numbers.of(took.error()) + " µs");
    }

    private void sheet(String format, WholeSheets.Seconds took, double target) {
        table.row(format + " sheet of " + Numbers.of(measures.rows()) + " texts read, checked and counted",
                Numbers.of(took.median()) + " s", "≤ " + Numbers.of(target) + " s",
                "process with " + WholeSheets.HEAP + ", median of " + measures.sheetRounds() + " after "
                        + measures.sheetWarmups() + " (slowest " + Numbers.of(took.slowest()) + " s, the very first "
                        + Numbers.of(took.first()) + " s)");
    }

    private Optional<LetterRates.Rate> letters() {
        LetterRates rates = new LetterRates(measures, folder);
        console.say("One-page letters...");
        LetterRates.Rate ours = rates.ours();
        letterRow(ours, "–");
        console.say("One-page letters with WeasyPrint...");
        Optional<LetterRates.Rate> peer = rates.weasyPrint();
        peer.ifPresent(rate -> {
            letterRow(rate, "–");
            table.row("letters: ours next to WeasyPrint", Numbers.times(ours.perCore() / rate.perCore()),
                    "≥ " + Numbers.times(LETTERS_TARGET), "letters per second of processor time");
        });
        return peer;
    }

    private void letterRow(LetterRates.Rate rate, String target) {
        table.row("one-page letter, PDF/UA-1, " + rate.program(),
                Numbers.of(rate.perCore()) + "/s a core", target,
                "one thread, " + Numbers.of(rate.letters()) + " letters in " + Numbers.of(rate.clockSeconds())
                        + " s of the clock, " + Numbers.of(rate.processorSeconds()) + " s of processor time; "
                        + Numbers.of(rate.bytes() / 1_024.0) + " KiB each");
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.UK) + text.substring(1);
    }
}
