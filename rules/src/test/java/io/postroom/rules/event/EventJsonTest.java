package io.postroom.rules.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.value.Value;
import io.postroom.rules.expression.Values;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("scaled")
class EventJsonTest {
    private static final String FULL = """
        {"id": "e-1", "source": "urn:example:a", "type": "x.happened", "time": "2026-11-20T10:30:00.123456+01:00",
         "caseReference": "CASE-1",
         "recipients": [{"role": "applicant", "reference": "p-1", "name": "Ann", "mobile": "07700900111",
           "email": "ann@example.org", "addressLines": ["1 High Street", "Cardiff", "CF10 1AA"], "language": "cy",
           "preferredChannel": "letter", "optOuts": ["sms", "email"]}, {"role": "agent", "name": null}],
         "data": {"text": "a", "whole": 7, "yes": true, "list": ["a", 1, {"date": "2026-11-20"}], "nothing": null,
           "date": {"date": "2026-11-20"}, "time": {"time": "2026-11-20T09:30:00Z"},
           "money": {"money": "12.50", "currency": "GBP"}, "pounds": {"money": "3"}, "decimal": {"decimal": "1.250"}}}
        """;

    private static List<String> problems(String json) {
        return EventJson.parse(json).problems().stream().map(Problem::english).toList();
    }

    @Test
    void everythingThatAnEventCanSay() {
        // When
        CaseEvent event = EventJson.parse(FULL).orElseThrow();

        // Then
        assertThat(event.getTime()).isEqualTo(Instant.parse("2026-11-20T09:30:00.123Z"));
        assertThat(event.getRecipients()).hasSize(2);
        assertThat(event.getRecipients().getFirst().getLanguage()).isEqualTo(Language.CY);
        assertThat(event.getRecipients().getFirst().getPreferredChannel()).isEqualTo(Channel.LETTER);
        assertThat(event.getRecipients().getFirst().getOptOuts()).containsExactly(Channel.SMS, Channel.EMAIL);
        assertThat(event.getRecipients().get(1).getLanguage()).isEqualTo(Language.EN);
        assertThat(value(event, "money")).isEqualTo(new Value.Money(1250, "GBP"));
        assertThat(value(event, "pounds")).isEqualTo(new Value.Money(300, "GBP"));
        assertThat(value(event, "decimal")).isEqualTo(new Value.DecimalNumber(new BigDecimal("1.250")));
        assertThat(value(event, "date")).isEqualTo(new Value.Date(LocalDate.of(2026, 11, 20)));
        assertThat(value(event, "list")).isEqualTo(new Value.ListOf(List.of(new Value.Text("a"),
                new Value.WholeNumber(1), new Value.Date(LocalDate.of(2026, 11, 20)))));
        assertThat(event.getData()).doesNotContainKey("nothing");
    }

    private static Value value(CaseEvent event, String name) {
        return Values.toContent(event.getData().get(name));
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithoutQuotingIt() {
        assertThat(problems("""
            {"id": "", "source": 3, "time": "canary", "caseReference": "c", "colour": "canary", "07700 900111": 1,
             "recipients": [{"language": "canary", "mobile": 7, "optOuts": "sms", "phone": "canary"}, "canary"],
             "data": {"a canary": 1.5, "b": {"date": "canary"}, "c": {"canary": "x"}, "d": {"money": "1.234"},
                      "e": [null], "f": {"date": "2026-01-01", "time": "x"}, "g": {"money": "1", "currency": "ZZZ"}}}
            """)).contains("There is no field ‘colour’", "There is no field ‘…’",
                "‘id’ must be a text that is not empty",
                "‘source’ must be a text", "‘type’ is missing", "‘time’ must be a moment such as 2026-11-20T09:30:00Z",
                "There is no field ‘recipients[0].phone’", "‘recipients[0].role’ is missing",
                "‘recipients[0].mobile’ must be a text", "‘recipients[0].language’ must be one of cy, en",
                "‘recipients[0].optOuts’ must be a list of texts", "‘recipients[1]’ must be a JSON object")
                .hasSize(19).noneMatch(problem -> problem.contains("canary") || problem.contains("900111"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "{\"id\": \"canary\", \"id\": \"canary\"}", "{\"id\": \"canary", "{} canary",
            "[1]", "null", "\"canary\""})
    void whatIsNoEventAtAll(String json) {
        Checked<CaseEvent> checked = EventJson.parse(json);
        assertThat(checked.isValid()).isFalse();
        assertThat(checked.problems()).noneMatch(problem -> problem.toString().contains("canary"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        // Given
        Random random = new Random(7);
        int inputs = Integer.getInteger("generated.inputs", 10_000) / 10;

        for (int i = 0; i < inputs; i++) {
            CaseEvent event = anyEvent(random);

            // When
            Checked<CaseEvent> read = EventJson.parse(EventJson.write(event).toString());

            // Then
            assertThat(read.problems()).isEmpty();
            assertThat(read.orElseThrow()).isEqualTo(event);
        }
    }

    private static CaseEvent anyEvent(Random random) {
        List<Recipient> recipients = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            recipients.add(Recipient.newBuilder().setRole(anyText(random) + "r").setReference(maybe(random))
                    .setName(maybe(random)).setMobile(maybe(random)).setEmail(maybe(random))
                    .setAddressLines(random.nextBoolean() ? List.of() : List.of(anyText(random), anyText(random)))
                    .setLanguage(random.nextBoolean() ? Language.EN : Language.CY)
                    .setPreferredChannel(random.nextBoolean() ? null : Channel.values()[1 + random.nextInt(3)])
                    .setOptOuts(random.nextBoolean() ? List.of() : List.of(Channel.SMS)).build());
        }
        Map<String, io.postroom.schemas.v1.Value> data = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            data.put(anyText(random), Values.toAvro(anyValue(random, 2)));
        }
        return CaseEvent.newBuilder().setId(anyText(random) + "i").setSource(anyText(random) + "s")
                .setType(anyText(random) + "t").setTime(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)))
                .setCaseReference(anyText(random) + "c").setRecipients(recipients).setData(data).build();
    }

    private static Value anyValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 8)) {
            case 0 -> new Value.Text(anyText(random));
            case 1 -> new Value.WholeNumber(random.nextLong());
            case 2 -> new Value.YesNo(random.nextBoolean());
            case 3 -> new Value.DecimalNumber(BigDecimal.valueOf(random.nextLong(), random.nextInt(20)));
            case 4 -> new Value.Money(random.nextLong(), random.nextBoolean() ? "GBP" : "JPY");
            case 5 -> new Value.Date(LocalDate.ofEpochDay(random.nextInt(60_000)));
            case 6 -> new Value.Time(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)));
            default -> new Value.ListOf(List.of(anyValue(random, depth - 1), anyValue(random, depth - 1)));
        };
    }

    private static String maybe(Random random) {
        return random.nextBoolean() ? null : anyText(random);
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(new int[]{'a', ' ', '"', '\\', '\n', 'ŵ', 0x1F600, '{', '\u2028'}[random.nextInt(9)]);
        }
        return text.toString();
    }
}
