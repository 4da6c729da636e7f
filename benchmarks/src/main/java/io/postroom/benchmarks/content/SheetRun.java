package io.postroom.benchmarks.content;

import io.postroom.content.sheet.RecipientSheet;
import io.postroom.content.sheet.SheetOptions;
import io.postroom.content.sheet.SheetSummary;
import io.postroom.content.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads, checks and counts a whole spreadsheet, again and again: a process of its own, so that its heap can be limited.
 * Prints how many milliseconds each round took, one a line.
 */
public final class SheetRun {
    private SheetRun() {}

    /** The file, how many rows it has, and how often to read it. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Template template = Samples.sms();
        for (int round = 0; round < rounds; round++) {
            long began = System.nanoTime();
            SheetSummary summary = check(file, template);
            long took = System.nanoTime() - began;
            if (summary.goodRows() != rows || summary.parts() < rows || !summary.duplicates().isEmpty()) {
                throw new IllegalStateException(
                        "Of " + rows + " good rows " + summary.goodRows() + " were found good.");
            }
            System.out.println(took / 1_000_000.0);
        }
    }

    private static SheetSummary check(Path file, Template template) throws IOException {
        RecipientSheet sheet = RecipientSheet.read(Files.readAllBytes(file), template, SheetOptions.DEFAULT)
                .orElseThrow();
        SheetSummary summary = sheet.summary();
        if (!sheet.problems(summary).isEmpty()) {
            throw new IllegalStateException("A sheet without mistakes was found to have some.");
        }
        return summary;
    }
}
