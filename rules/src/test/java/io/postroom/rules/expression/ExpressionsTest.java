package io.postroom.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postroom.content.Language;
import io.postroom.content.value.Value;
import io.postroom.rules.Events;
import io.postroom.schemas.v1.CaseEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private static final Expressions EXPRESSIONS = new Expressions();

    private final CaseEvent event = Events.event("x.happened", """
        {"role": "applicant", "name": "Ann", "language": "cy", "preferredChannel": "sms", "optOuts": ["letter"]},
        {"role": "agent", "reference": "r-2", "addressLines": ["1 High Street", "Cardiff", "CF10 1AA"]}""", """
        "text": "canary-1", "whole": 7, "yes": true, "words": ["passport", "P60", "egg"],
        "date": {"date": "2026-07-01"}, "moment": {"time": "2026-07-01T16:30:00Z"},
        "money": {"money": "1234.50", "currency": "GBP"}, "decimal": {"decimal": "1.25"}, "none": []""");
    private final EventView view = EventView.of(event);

    private static Expression compile(String source) {
        Compiled compiled = EXPRESSIONS.compile(source, Scope.VALUE);
        assertThat(compiled).as(source).isInstanceOf(Compiled.Ready.class);
        return ((Compiled.Ready) compiled).expression();
    }

    private Object evaluate(String source, Language language) throws ExpressionException {
        return compile(source).evaluate(view.forValue(event.getRecipients().getFirst()), language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "longDate(event.data.date)             | 1 July 2026              | 1 Gorffennaf 2026",
            "longDate(event.data.moment)           | 1 July 2026              | 1 Gorffennaf 2026",
            "shortDate(event.data.date)            | 1 Jul 2026               | 1 Gorff 2026",
            "time(event.data.moment)               | 5:30pm                   | 5:30pm",
            "dateAndTime(event.data.moment)        | 5:30pm on 1 July 2026    | 5:30pm ar 1 Gorffennaf 2026",
            "money(event.data.money)               | £1,234.50                | £1,234.50",
            "money(12)                             | £12                      | £12",
            "money(event.data.decimal)             | £1.25                    | £1.25",
            "list(event.data.words)                | passport, P60 and egg    | passport, P60 ac egg",
            "longDate(date('2026-12-25'))          | 25 December 2026         | 25 Rhagfyr 2026",
            "longDate(event.data.date - duration('672h')) | 3 June 2026       | 3 Mehefin 2026",
            "'Dear ' + recipient.name              | Dear Ann                 | Dear Ann"})
    void wordsInTheLanguageOfTheMessage(String source, String english, String welsh) throws ExpressionException {
        assertThat(evaluate(source, Language.EN)).isEqualTo(english);
        assertThat(evaluate(source, Language.CY)).isEqualTo(welsh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event.data.date < date('2026-07-02')", "event.data.date <= event.data.moment",
            "event.data.moment > event.data.date", "event.data.date == date('2026-07-01')",
            "event.data.decimal < 2", "event.data.decimal > 1.2", "1 < event.data.decimal",
            "event.data.decimal >= decimal('1.25')", "event.data.money > amount('1000', 'GBP')",
            "number(event.data.money) == 1234.5", "number(event.data.decimal) * 2.0 == 2.5",
            "event.data.words.exists(w, w == 'P60')", "event.data.none.size() == 0", "!has(event.data.nothing)",
            "has(recipient.name) && !has(recipient.mobile)", "recipient.language == 'cy'",
            "recipient.preferredChannel == 'sms'", "'letter' in recipient.optOuts",
            "event.recipients.exists(r, r.role == 'agent' && r.reference == 'r-2')",
            "event.recipients[1].addressLines.size() == 3", "event.time < timestamp('2027-01-01T00:00:00Z')",
            "date(event.data.moment) == event.data.date", "event.data.whole + 1 == 8", "event.data.yes",
            "event.data.text.startsWith('canary')", "event.data.date - date('2026-06-30') == duration('24h')",
            "event.caseReference == 'CASE-1' && event.id == 'e-1' && event.type == 'x.happened'"})
    void conditionsThatHold(String source) throws ExpressionException {
        assertThat(compile(source).holds(view.forValue(event.getRecipients().getFirst()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event.time2", "recipient.nmae", "longDate(event.data.date, 'en')", "longDate()",
            "event.id + 1", "foo", "event.recipients[0].rol", "1 +", "list(event.id)", "time('x', 'y')",
            "event.recipients['role']", "event['id']"})
    void mistakesAreFoundWhenCompiled(String source) {
        assertThat(EXPRESSIONS.compile(source, Scope.VALUE)).isInstanceOf(Compiled.Faulty.class);
    }

    @Test
    void aScopeHasItsOwnNames() {
        assertThat(EXPRESSIONS.compile("recipient.name", Scope.CONDITION)).isInstanceOf(Compiled.Faulty.class);
        assertThat(EXPRESSIONS.compile("event.id", Scope.RECORD)).isInstanceOf(Compiled.Faulty.class);
        assertThat(EXPRESSIONS.compile("record.a.b + headers.c + topic + position", Scope.RECORD))
                .isInstanceOf(Compiled.Ready.class);
        assertThat(EXPRESSIONS.compile("item.name", Scope.RECORD)).isInstanceOf(Compiled.Faulty.class);
        assertThat(EXPRESSIONS.compile("item.name", Scope.ITEM)).isInstanceOf(Compiled.Ready.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        ExpressionException failure = catchThrowableOfType(ExpressionException.class,
                () -> evaluate("longDate(event.data.nothing)", Language.EN));
        assertThat(failure.isMissing()).isTrue();
        assertThat(failure).hasMessage("event.data.nothing is missing");
    }

    /** The library quotes the arguments of what failed; they are personal data. */
    @ParameterizedTest
    @ValueSource(strings = {"longDate(event.data.text)", "date(event.data.text)", "event.data.text + 1",
            "event.data.text > 3", "timestamp(event.data.text)", "int(event.data.text)", "duration(event.data.text)",
            "event.data[event.data.text]", "event.recipients[event.data.whole].role", "money(event.data.text)",
            "event.data.text ? 'a' : 'b'", "event.data.money > amount('1', 'EUR')", "1 / (event.data.whole - 7)",
            "event.data.text.matches(event.data.words[0] + '[')", "event.data.date - duration('1h')"})
    void failuresNeverQuoteAValue(String source) {
        assertThatThrownBy(() -> evaluate(source, Language.EN)).isInstanceOf(ExpressionException.class)
                .hasMessageNotContaining("canary").hasMessageNotContaining("passport").hasNoCause();
    }

    @Test
    void aTextIsNoCondition() {
        assertThatThrownBy(() -> compile("event.data.text").holds(view.forCondition()))
                .isInstanceOf(ExpressionException.class).hasMessage("the condition is neither true nor false");
        assertThat(compile("event.id").canBeCondition()).isFalse();
        assertThat(compile("event.data.yes").canBeCondition()).isTrue();
    }

    @Test
    void aRunawayComprehensionEndsWithAnError() {
        String source = "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c,"
                + " [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, a + b + c + d + e > 0)))))";
        assertThatThrownBy(() -> evaluate(source, Language.EN)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void valuesKeepTheirTypes() throws ExpressionException {
        assertThat(Values.toContent(evaluate("event.data.date", Language.EN)))
                .isEqualTo(new Value.Date(LocalDate.of(2026, 7, 1)));
        assertThat(Values.toContent(evaluate("event.data.moment", Language.EN)))
                .isEqualTo(new Value.Time(Instant.parse("2026-07-01T16:30:00Z")));
        assertThat(Values.toContent(evaluate("event.data.money", Language.EN)))
                .isEqualTo(new Value.Money(123450, "GBP"));
        assertThat(Values.toContent(evaluate("event.data.decimal", Language.EN)))
                .isEqualTo(new Value.DecimalNumber(new BigDecimal("1.25")));
        assertThat(Values.toContent(evaluate("event.data.words", Language.EN))).isEqualTo(new Value.ListOf(
                List.of(new Value.Text("passport"), new Value.Text("P60"), new Value.Text("egg"))));
        assertThat(Values.toContent(evaluate("event.data.whole + 1", Language.EN))).isEqualTo(new Value.WholeNumber(8));
        assertThat(Values.toContent(evaluate("event.data.yes", Language.EN))).isEqualTo(new Value.YesNo(true));
        assertThat(Values.toContent(evaluate("event.data", Language.EN))).isNull();
    }

    /** The compiler believed that such an element is bytes, since it may be anything and {@code +} takes bytes. */
    @Test
    void anElementOfAnUnknownMapIsJoinedToATextAndNotTakenForBytes() throws ExpressionException {
        // Given
        Compiled compiled = EXPRESSIONS.compile("record.extra['any'] + record.permit + '!'", Scope.RECORD);

        // When / Then
        assertThat(compiled).isInstanceOf(Compiled.Ready.class);
        assertThat(((Compiled.Ready) compiled).expression().evaluate(
                Map.of("record", Map.of("extra", Map.of("any", "some "), "permit", "words")), Language.EN))
                .isEqualTo("some words!");
    }

    @Test
    void whereTheDataAreKnownAnElementByItsNameIsNoWayAroundThem() {
        // Given
        EventData data = new EventData("x.happened", Map.of("text", new EventData.Field(EventData.Kind.TEXT, false)));

        // Then
        assertThat(EXPRESSIONS.compile("event.data.text", Scope.VALUE, data)).isInstanceOf(Compiled.Ready.class);
        assertThat(EXPRESSIONS.compile("event.data['text']", Scope.VALUE, data)).isInstanceOf(Compiled.Faulty.class);
    }
}
