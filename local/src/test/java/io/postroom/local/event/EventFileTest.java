package io.postroom.local.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Suppression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final String EVENT = """
        {"id":"e1","source":"urn:example:x","type":"thing.happened","time":"2026-11-20T09:30:00Z",
         "caseReference":"C-1","recipients":[{"role":"applicant","mobile":"07700 900123"}],"data":{}}
        """;
    private static final String SUPPRESSION = """
        {"recipientKey":"abc","channel":"SMS","reason":"UNKNOWN_RECIPIENT","evidence":null,"notificationId":null,
         "since":1795363845379,"until":null,"releasedBy":null,"releasedAt":null}
        """;

    @TempDir
    Path folder;

    @Test
    void aFriendlyCaseEventGoesToItsTopicUnderItsId() throws Exception {
        // When
        List<Publication> publications = read(EVENT, EventFile.Reading.AUTOMATIC);

        // Then
        Publication.OfRecord record = (Publication.OfRecord) publications.getFirst();
        assertThat(record.topic()).isEqualTo("case-events");
        assertThat(record.key()).isEqualTo("e1");
        assertThat(((CaseEvent) record.value()).getType()).isEqualTo("thing.happened");
    }

    @Test
    void aListIsSeveral() throws Exception {
        assertThat(read("[" + EVENT + "," + EVENT + "]", EventFile.Reading.AUTOMATIC)).hasSize(2);
    }

    @Test
    void anotherRecordIsRecognisedByItself() throws Exception {
        // When
        Publication publication = read(SUPPRESSION, EventFile.Reading.AUTOMATIC).getFirst();

        // Then
        assertThat(publication.topic()).isEqualTo("notifications.suppression.v1");
        assertThat(((Publication.OfRecord) publication).value()).isInstanceOf(Suppression.class);
        assertThat(((Publication.OfRecord) publication).key()).isEqualTo("abc");
    }

    @Test
    void plainJsonGoesToANamedTopicAsItIs() throws Exception {
        // When
        Publication publication = read("{\"any\":1}",
                new EventFile.Reading("", "my-topic", Map.of("ce_type", "x"))).getFirst();

        // Then
        assertThat(publication).isInstanceOfSatisfying(Publication.OfText.class, text -> {
            assertThat(text.topic()).isEqualTo("my-topic");
            assertThat(text.text()).isEqualTo("{\"any\":1}");
            assertThat(text.headers()).containsEntry("ce_type", "x");
        });
    }

    @Test
    void whatIsWrongIsSaidWithoutTheContent() {
        assertThatThrownBy(() -> read("{\"id\":\"secret-7\"}", EventFile.Reading.AUTOMATIC))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot be published")
                .hasMessageNotContaining("secret-7");
        assertThatThrownBy(() -> read("{", EventFile.Reading.AUTOMATIC)).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> read(EVENT, new EventFile.Reading("Nothing", "", Map.of())))
                .hasMessageContaining("There is no schema 'Nothing'");
    }

    private List<Publication> read(String text, EventFile.Reading reading) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), text);
        return EventFile.read(file, reading, Names.Topics.DEFAULT);
    }
}
