package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import io.postroom.staffweb.batch.Sheets;
import io.postroom.staffweb.readmodel.Told;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who reads a page in the other language finds what they typed, and nothing is done by it. */
@ExtendWith(RunningStaffWeb.class)
class LanguageTest {
    private static final String PULL = "/brakes/pull";

    private final Platform platform;
    private final Visitor sender;

    LanguageTest(Platform platform) {
        this.platform = platform;
        this.sender = new Visitor(platform, "student-finance:sender");
    }

    @Test
    void refused_input_stays_with_what_is_wrong_with_it_until_the_form_is_opened_afresh() throws Exception {
        // Given
        sender.refused(PULL, "service=student-finance", "part=batch", "batch=12", "reason=Wrong date");

        // When
        String welsh = sender.page(PULL + "?language=cy");
        String english = sender.page(PULL + "?language=en");
        String fresh = sender.page(PULL);
        String later = sender.page(PULL + "?language=cy");

        // Then
        assertThat(welsh).contains("lang=\"cy\"").contains("Mae problem").contains("value=\"12\"")
                .contains("Wrong date");
        assertThat(english).contains("There is a problem").contains("Enter a batch number").contains("value=\"12\"");
        assertThat(fresh).doesNotContain("There is a problem").doesNotContain("Wrong date");
        assertThat(later).doesNotContain("Mae problem").doesNotContain("Wrong date");
    }

    @Test
    void a_check_is_shown_again_and_nothing_is_stopped() throws Exception {
        // Given
        String reason = "reason=Why " + UUID.randomUUID();
        String check = sender.refused(PULL, "service=student-finance", "part=all", reason);

        // When
        String welsh = sender.page(PULL + "?language=cy");
        String english = sender.page(PULL + "?language=en");

        // Then
        assertThat(check).contains("Check before you stop these messages");
        assertThat(welsh).contains("lang=\"cy\"").contains(reason.substring(7)).contains("name=\"sure\"");
        assertThat(english).contains("Check before you stop these messages").contains(reason.substring(7));
        assertThat(sender.page("/brakes")).doesNotContain(reason.substring(7));
    }

    @Test
    void what_is_asked_of_one_message_keeps_its_answers_and_that_of_another_one_does_not_get_them() throws Exception {
        // Given
        String unknown = message(NotificationState.UNKNOWN);
        String other = message(NotificationState.UNKNOWN);
        String waits = message(NotificationState.CREATED);
        String failed = message(NotificationState.FAILED);
        String tooLong = "reason=" + "so ".repeat(200);

        // When
        sender.refused(unknown + "/decide", "reason=The provider says so");
        String decide = sender.page(unknown + "/decide?language=cy");
        String none = sender.page(other + "/decide?language=cy");
        sender.refused(waits + "/cancel", tooLong);
        String cancel = sender.page(waits + "/cancel?language=cy");
        sender.refused(failed + "/resend", tooLong);
        String resend = sender.page(failed + "/resend?language=cy");
        sender.refused("/look-up", "known=");
        String lookUp = sender.page("/look-up?language=cy");

        // Then
        assertThat(decide).contains("The provider says so").contains("Mae problem");
        assertThat(none).doesNotContain("The provider says so").doesNotContain("Mae problem");
        assertThat(cancel).contains("so so so").contains("reason-error");
        assertThat(resend).contains("so so so").contains("reason-error");
        assertThat(lookUp).contains("govuk-error-message");
    }

    @Test
    void a_question_and_what_is_chosen_for_a_spreadsheet_keep_their_answers() throws Exception {
        // Given
        String draft = "/send/" + sender.submit("/send", "service=student-finance", "template=evidence-receipt",
                "channel=email").split("/")[2];
        String batch = "/batches/" + new Sheets(platform).upload("a.csv",
                Sheets.csv(2).getBytes(StandardCharsets.UTF_8));

        // When
        sender.refused(draft + "/recipient", "answer=nobody");
        String question = sender.page(draft + "/recipient?language=cy");
        sender.refused(batch + "/send", "when=later", "day=32", "month=1", "year=2030", "time=9:30");
        String choice = sender.page(batch + "/send?language=cy");

        // Then
        assertThat(question).contains("value=\"nobody\"").contains("govuk-error-message");
        assertThat(choice).contains("value=\"32\"").contains("value=\"2030\"").contains("Mae problem");
        assertThat(sender.led(batch + "/send")).as("opened afresh").isEqualTo(batch);
    }

    private String message(NotificationState state) {
        UUID id = UUID.randomUUID();
        NotificationIdentity identity = Told.identity(id, "student-finance", "SF-" + id, "key-" + id);
        Visitor.tell(platform, Names.Topics.DEFAULT.status(),
                Told.status(identity, Told.step(state, 0)));
        Visitor.awaitSteps(platform, id, 1);
        return "/notifications/" + id;
    }
}
