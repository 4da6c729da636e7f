package io.postroom.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void without_options_every_image_is_built_as_the_chart_calls_it() {
        // When
        Options options = Options.of(List.of(), "1.2.3");

        // Then
        assertThat(options.images()).containsExactly(Image.values());
        assertThat(options.reference(Image.SMS)).isEqualTo("ghcr.io/postroom/sms-worker:1.2.3");
        assertThat(options.base()).isEmpty();
        assertThat(options.cache()).isTrue();
    }

    @Test
    void names_base_and_tag_are_taken_over() {
        // When
        Options options = Options.of(List.of("--only", "tools", "--only", "staff-web", "--prefix", "localhost:5000/p",
                "--tag", "x", "--base", "debian:13", "--push", "--no-cache"), "1.2.3");

        // Then
        assertThat(options.images()).containsExactly(Image.TOOLS, Image.STAFF_WEB);
        assertThat(options.reference(Image.TOOLS)).isEqualTo("localhost:5000/p/tools:x");
        assertThat(options.base()).isEqualTo("debian:13");
        assertThat(options.push()).isTrue();
        assertThat(options.load()).isFalse();
        assertThat(options.cache()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"--bas, --bas", "--only, needs a value", "--only smsworker, sms-worker"})
    void what_is_not_understood_is_named(String arguments, String named) {
        // Then
        assertThatThrownBy(() -> Options.of(List.of(arguments.split(" ")), "1"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named);
    }
}
