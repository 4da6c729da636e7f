package io.postroom.rules.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postroom.content.value.Value;
import io.postroom.rules.expression.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed values as JSON: texts, whole numbers, true and false and lists as themselves; {@code {"date": "2026-11-20"}},
 * {@code {"time": "2026-11-20T09:30:00Z"}}, {@code {"money": "12.50", "currency": "GBP"}} (GBP if left out) and
 * {@code {"decimal": "1.25"}}.
 */
final class ValueJson {
    static final String ENGLISH = "a text, a whole number, true, false, a list of these, or an object with one of date,"
            + " time, money (with currency) and decimal, whose value is a text";
    static final String WELSH = "destun, rhif cyfan, true, false, rhestr o’r rhain, neu wrthrych ag un o date, time,"
            + " money (gyda currency) a decimal, a’i werth yn destun";

    /** Beyond it the contract has no room. */
    private static final int MAX_SCALE = 38;

    private ValueJson() {}

    /** The value; null when the JSON stands for none. */
    static io.postroom.schemas.v1.@Nullable Value read(JsonNode json) {
        try {
            Value value = content(json);
            return value == null ? null : Values.toAvro(value);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Value content(JsonNode json) {
        if (json.isTextual()) {
            return new Value.Text(json.textValue());
        }
        if (json.isBoolean()) {
            return new Value.YesNo(json.booleanValue());
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return new Value.WholeNumber(json.longValue());
        }
        if (json.isArray()) {
            List<Value> items = new ArrayList<>();
            for (JsonNode item : json) {
                Value value = content(item);
                if (value == null) {
                    return null;
                }
                items.add(value);
            }
            return new Value.ListOf(items);
        }
        return json.isObject() ? typed(json) : null;
    }

    private static @Nullable Value typed(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        boolean money = json.has("money") && Set.of("money", "currency").containsAll(names);
        if (!money && names.size() != 1) {
            return null;
        }
        JsonNode held = money ? json.path("money") : json.path(names.getFirst());
        if (!held.isTextual()) {
            return null;
        }
        String text = held.textValue();
        return switch (money ? "money" : names.getFirst()) {
            case "date" -> new Value.Date(LocalDate.parse(text));
            case "time" -> new Value.Time(Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli()));
            case "decimal" -> decimal(text);
            case "money" -> money(text, json.path("currency").asText("GBP"));
            default -> null;
        };
    }

    private static @Nullable Value decimal(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.scale() < 0 || number.scale() > MAX_SCALE ? null : new Value.DecimalNumber(number);
    }

    private static Value money(String text, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        long minorUnits = new BigDecimal(text).movePointRight(digits).setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
        return new Value.Money(minorUnits, currency);
    }

    static JsonNode write(io.postroom.schemas.v1.Value value) {
        return write(Values.toContent(value));
    }

    private static JsonNode write(Value value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Text(String text) -> json.textNode(text);
            case Value.WholeNumber(long number) -> json.numberNode(number);
            case Value.YesNo(boolean yes) -> json.booleanNode(yes);
            case Value.DecimalNumber(BigDecimal number) -> object("decimal", number.toPlainString());
            case Value.Date(LocalDate date) -> object("date", date.toString());
            case Value.Time(Instant time) -> object("time", time.toString());
            case Value.Money(long minorUnits, String currency) -> object("money",
                    BigDecimal.valueOf(minorUnits,
                            Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits())).toPlainString())
                    .put("currency", currency);
            case Value.ListOf(List<Value> items) -> {
                ArrayNode array = json.arrayNode();
                items.forEach(item -> array.add(write(item)));
                yield array;
            }
        };
    }

    private static ObjectNode object(String name, String text) {
        return JsonNodeFactory.instance.objectNode().put(name, text);
    }
}
