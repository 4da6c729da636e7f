package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.staffweb.config.StaffSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("full")
@ExtendWith(RunningStaffWeb.class)
class RelativePathTest {
    @Test
    void a_folder_beside_that_of_the_process_is_found_in_a_web_application(RunningStaffWeb.Platform platform) {
        // When
        Path rules = platform.context().getBean(StaffSettings.class).rulesDirectory();

        // Then
        assertThat(rules).isEqualTo(Path.of("../examples"));
    }
}
