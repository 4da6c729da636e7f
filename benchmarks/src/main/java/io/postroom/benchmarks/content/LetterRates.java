package io.postroom.benchmarks.content;

import io.postroom.benchmarks.process.ProgramRun;
import io.postroom.benchmarks.report.BenchmarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One-page letters a second of one core: ours, and WeasyPrint's of the same text in the same layout. */
final class LetterRates {
    private static final List<String> FONTS = List.of("/liberation/LiberationSans-Regular.ttf",
            "/liberation/LiberationSans-Bold.ttf");

    private final Measures measures;
    private final Path folder;

    LetterRates(Measures measures, Path folder) {
        this.measures = measures;
        this.folder = folder;
    }

    /**
     * What a program did.
     *
     * @param program its name and version
     * @param letters how many letters it laid out
     * @param processorSeconds the processor time that they took, of all its threads
     * @param clockSeconds the time that they took
     * @param bytes the size of one
     */
    record Rate(String program, int letters, double processorSeconds, double clockSeconds, int bytes) {
        double perCore() {
            return letters / processorSeconds;
        }
    }

    Rate ours() {
        List<String> printed = ProgramRun
                .java(LetterRun.class, List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        List.of(seconds(measures.letterWarmUp()), seconds(measures.letters()),
                                folder.resolve("letter-ours.pdf").toString()))
                .lines(folder.resolve("letters-ours.log"));
        return rate("letter-layout", printed.getLast().split(" "), 0);
    }

    /** None if it is not installed. */
    Optional<Rate> weasyPrint() {
        Optional<String> python = python();
        if (python.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (String name : List.of("weasyprint_letters.py", "weasyprint_letter.html", "weasyprint_letter.css")) {
                Resources.copy(name, folder);
            }
            for (String font : FONTS) {
                Resources.copy(font, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files for WeasyPrint cannot be written to " + folder + ".", e);
        }
        List<String> printed = ProgramRun
                .of(List.of(python.get(), folder.resolve("weasyprint_letters.py").toString(), "2",
                        seconds(measures.letters()), folder.toString(),
                        folder.resolve("letter-weasyprint.pdf").toString()))
                .lines(folder.resolve("letters-weasyprint.log"));
        String[] numbers = printed.getLast().split(" ");
        return Optional.of(rate("WeasyPrint " + numbers[0], numbers, 1));
    }

    /** The Python that Debian's package belongs to, if it is there. */
    private Optional<String> python() {
        for (String candidate : List.of("/usr/bin/python3", "python3")) {
            try {
                ProgramRun.of(List.of(candidate, "-c", "import weasyprint"))
                        .lines(Files.createTempFile(folder, "python", ".log"));
                return Optional.of(candidate);
            } catch (BenchmarkException e) {
                // Not this one.
            } catch (IOException e) {
                throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
            }
        }
        return Optional.empty();
    }

    private static Rate rate(String program, String[] numbers, int first) {
        return new Rate(program, Integer.parseInt(numbers[first]), Double.parseDouble(numbers[first + 1]),
                Double.parseDouble(numbers[first + 2]), Integer.parseInt(numbers[first + 3]));
    }

    private static String seconds(java.time.Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
