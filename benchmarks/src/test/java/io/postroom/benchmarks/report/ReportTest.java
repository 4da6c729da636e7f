package io.postroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void aReportSaysWhatWasRunAndOnWhat() {
        // Given
        MarkdownTable table = new MarkdownTable("what", "reached").row("text", Numbers.of(1_234.4));

        // When
        String report = new Report("Title", "./postroom bench x", LocalDateTime.of(2026, 11, 22, 20, 35)).table(table)
                .toString();

        // Then
        assertThat(report).startsWith("## Title\n\n`./postroom bench x`, 2026-11-22 20:35, on ").contains(" cores (")
                .endsWith("\n| what | reached |\n| --- | --- |\n| text | 1,234 |\n");
    }

    @Test
    void aRowHasACellForEachColumn() {
        // When, then
        assertThatThrownBy(() -> new MarkdownTable("a", "b").row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
