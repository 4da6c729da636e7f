package io.postroom.benchmarks.content;

import io.postroom.benchmarks.process.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whole spreadsheets, read, checked and counted in a process with 256 MiB of heap. */
final class WholeSheets {
    static final String HEAP = "-Xmx256m";

    private final Measures measures;
    private final Path folder;

    WholeSheets(Measures measures, Path folder) {
        this.measures = measures;
        this.folder = folder;
    }

    /**
     * How long one took.
     *
     * @param first seconds of the first round, in a process that has just started
     * @param median seconds of the middle one of those that count
     * @param slowest seconds of the slowest of those that count
     */
    record Seconds(double first, double median, double slowest) {}

    Seconds csv() {
        return measure("recipients.csv", SheetFiles::writeCsv);
    }

    Seconds xlsx() {
        return measure("recipients.xlsx", SheetFiles::writeXlsx);
    }

    private interface Writer {
        void write(Path file, int rows) throws IOException;
    }

    private Seconds measure(String name, Writer writer) {
        Path file = folder.resolve(name);
        try {
            writer.write(file, measures.rows());
            List<Double> rounds = ProgramRun.java(SheetRun.class, List.of(HEAP),
                    List.of(file.toString(), Integer.toString(measures.rows()),
                            Integer.toString(measures.sheetWarmups() + measures.sheetRounds())))
                    .lines(folder.resolve(name + ".log")).stream().map(line -> Double.parseDouble(line) / 1_000)
                    .toList();
            Files.delete(file);
            List<Double> counted = rounds.subList(measures.sheetWarmups(), rounds.size()).stream().sorted().toList();
            return new Seconds(rounds.getFirst(), counted.get(counted.size() / 2), counted.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException("The spreadsheet " + file + " cannot be written.", e);
        }
    }
}
