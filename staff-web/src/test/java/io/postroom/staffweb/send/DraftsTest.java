package io.postroom.staffweb.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

class DraftsTest {
    private final MockHttpSession session = new MockHttpSession();

    @Test
    void the_draft_that_is_written_stays_and_the_one_that_was_left_longest_goes() {
        // Given
        Draft written = begun();
        Draft left = begun();

        // When
        for (int i = 0; i < 9; i++) {
            begun();
            Drafts.of(session).find(written.id());
        }

        // Then
        assertThat(Drafts.of(session).find(written.id())).isSameAs(written);
        assertThat(Drafts.of(session).find(left.id())).isNull();
    }

    @Test
    void of_what_was_sent_only_its_confirmation_is_kept() {
        // Given
        Draft draft = begun();

        // When
        Drafts.of(session).sent(draft, "redirect:/sent/it");

        // Then
        assertThat(Drafts.of(session).find(draft.id())).isNull();
        assertThat(Drafts.of(session).confirmation(draft.id())).isEqualTo("redirect:/sent/it");
    }

    private Draft begun() {
        Draft draft = new Draft(UUID.randomUUID(),
                new Catalogue.Choice("service", "template", Channel.SMS, List.of(Language.EN)));
        Drafts.of(session).keep(draft);
        return draft;
    }
}
