package io.postroom.systemtests.support;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events for the rule set in {@code src/test/rules/load}, whose messages carry the mark of their event. */
public final class LoadEvents {
    /** The rule sets that these events are for. */
    public static final Path RULES = Path.of("src", "test", "rules");

    private static final int CASES = 500;

    private final String run;

    /** @param run letters and digits that no other run in the same place uses */
    public LoadEvents(String run) {
        this.run = run;
    }

    /** Events for one channel, numbered from 0. */
    public List<CaseEvent> events(Channel channel, int count) {
        List<CaseEvent> events = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            events.add(event(channel, number));
        }
        return events;
    }

    /** The mark of one event. */
    public String mark(Channel channel, int number) {
        return run + channel.name().charAt(0) + String.format("%05d", number);
    }

    private CaseEvent event(Channel channel, int number) {
        String mark = mark(channel, number);
        Recipient.Builder person = Recipient.newBuilder().setRole("person").setReference("P" + number % CASES)
                .setName("Load Person").setLanguage(Language.EN);
        String type = switch (channel) {
            case SMS -> {
                person.setMobile(String.format("07700900%03d", number % 100));
                yield "load.text";
            }
            case EMAIL -> {
                person.setEmail("load" + number % CASES + "@example.com");
                yield "load.email";
            }
            case LETTER -> {
                person.setAddressLines(List.of("Load Person", number % CASES + " Test Street", "Cardiff", "CF10 1AA"));
                yield "load.letter";
            }
            case UNRECOGNISED -> throw new IllegalArgumentException("no channel");
        };
        return CaseEvent.newBuilder().setId(mark).setSource("urn:load").setType(type)
                .setTime(Instant.now().truncatedTo(ChronoUnit.MILLIS)).setCaseReference(run + "-case-" + number % CASES)
                .setRecipients(List.of(person.build()))
                .setData(Map.of("mark", Value.newBuilder().setValue(mark).build())).build();
    }
}
