package io.postroom.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** What a run found, in Markdown. Not for concurrent use. */
public final class Report {
    private final StringBuilder text = new StringBuilder();

    /** Begins with what was run, when, and on what. */
    public Report(String title, String command, LocalDateTime when) {
        text.append("## ").append(title).append("\n\n`").append(command).append("`, ")
                .append(when.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm"))).append(", on ")
                .append(MachineFacts.here().sentence()).append(".\n");
    }

    /** Adds a paragraph. */
    public Report paragraph(String sentence) {
        text.append('\n').append(sentence).append('\n');
        return this;
    }

    /** Adds a table. */
    public Report table(MarkdownTable table) {
        text.append('\n').append(table);
        return this;
    }

    /** Writes it to a file, in place of what an earlier run left there. */
    public void writeTo(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + file + ".", e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
