package io.postroom.benchmarks.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetRunTest {
    @TempDir
    private Path folder;

    @Test
    void theSheetsThatAreMeasuredAreGood() throws Exception {
        // Given
        Path csv = folder.resolve("recipients.csv");
        Path xlsx = folder.resolve("recipients.xlsx");
        SheetFiles.writeCsv(csv, 300);
        SheetFiles.writeXlsx(xlsx, 300);

        // When, then
        assertThatCode(() -> SheetRun.main(new String[]{csv.toString(), "300", "1"})).doesNotThrowAnyException();
        assertThatCode(() -> SheetRun.main(new String[]{xlsx.toString(), "300", "1"})).doesNotThrowAnyException();
    }

    @Test
    void aSheetThatIsNotReadToItsEndIsNoResult() throws Exception {
        // Given
        Path csv = folder.resolve("recipients.csv");
        SheetFiles.writeCsv(csv, 300);
        Files.writeString(csv, Files.readString(csv).replaceFirst("07400", "99"));

        // When, then
        assertThatThrownBy(() -> SheetRun.main(new String[]{csv.toString(), "300", "1"}))
                .isInstanceOf(IllegalStateException.class);
    }
}
