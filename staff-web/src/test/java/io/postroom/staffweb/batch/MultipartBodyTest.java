package io.postroom.staffweb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {
    private static final String TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";
    private static final String FORM = """
        ------WebKitFormBoundaryAbC
        Content-Disposition: form-data; name="_csrf"

        token-1
        ------WebKitFormBoundaryAbC
        Content-Disposition: form-data; name="file"; filename="%s"
        Content-Type: text/csv

        %s
        ------WebKitFormBoundaryAbC--
        """.replace("\n", "\r\n");

    private static Upload read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return MultipartBody.read(bytes, bytes.length, TYPE, null);
    }

    @Test
    void fields_and_the_file_are_read_as_they_were_sent() {
        // When
        Upload upload = read(FORM.formatted("Pobl â chŵn.csv", "phone number\r\n--\r\n07700 900123\r\n"));

        // Then
        assertThat(upload.fields()).containsEntry("_csrf", "token-1").hasSize(1);
        assertThat(upload.fault()).isNull();
        assertThat(upload.file()).isNotNull();
        assertThat(upload.file().name()).isEqualTo("Pobl â chŵn.csv");
        assertThat(new String(upload.file().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("phone number\r\n--\r\n07700 900123\r\n");
    }

    @ParameterizedTest
    @CsvSource({"C:\\Users\\me\\list.csv,list.csv", "../../etc/passwd,passwd", "a%22b.csv,a\"b.csv"})
    void a_name_is_a_name_and_no_path(String written, String name) {
        // When
        Upload upload = read(FORM.formatted(written, "x"));

        // Then
        assertThat(upload.file().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
            "text/plain"})
    void a_form_whose_type_names_no_boundary_of_it_gives_nothing(String type) {
        // Given
        byte[] bytes = FORM.formatted("a.csv", "x").getBytes(StandardCharsets.UTF_8);

        // When
        Upload upload = MultipartBody.read(bytes, bytes.length, type, null);

        // Then
        assertThat(upload.fields()).isEmpty();
        assertThat(upload.file()).isNull();
    }

    @Test
    void a_form_of_more_parts_than_any_of_ours_is_broken() {
        // When
        Upload upload = read("------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
                .repeat(1_000) + FORM.formatted("a.csv", "x"));

        // Then
        assertThat(upload.fault()).isEqualTo(Upload.Fault.BROKEN);
        assertThat(upload.file()).isNull();
    }

    @Test
    void a_form_without_a_chosen_file_has_none() {
        // When
        Upload upload = read(FORM.formatted("", ""));

        // Then
        assertThat(upload.file()).isNull();
        assertThat(upload.fault()).isNull();
    }

    @Test
    void a_body_that_ends_in_the_file_still_says_who_sent_it_and_gives_no_half_file() {
        // Given
        String body = FORM.formatted("a.csv", "phone number\r\n07700 900123");

        // When
        Upload upload = read(body.substring(0, body.indexOf("07700") + 3));

        // Then
        assertThat(upload.fields()).containsEntry("_csrf", "token-1");
        assertThat(upload.file()).isNull();
        assertThat(upload.fault()).isEqualTo(Upload.Fault.BROKEN);
    }

    @Test
    void any_bytes_are_read_without_a_throw_and_in_one_pass() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 10_000; i++) {
            // Given
            byte[] bytes = FORM.formatted("a.csv", "b").getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(5); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            // When
            Upload upload = MultipartBody.read(bytes, random.nextInt(bytes.length + 1), TYPE, null);

            // Then
            assertThat(upload.file() == null || upload.fault() == null).isTrue();
        }
    }
}
