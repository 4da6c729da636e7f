package io.postroom.rules.expression;

import io.postroom.content.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values as expressions see them (texts, numbers, dates and moments of the Java library, {@link Value.Money}) and as
 * messages and Avro records have them.
 */
public final class Values {

    private Values() {}

    /** What an expression sees of a value of an event. */
    public static Object toExpression(io.postroom.schemas.v1.Value value) {
        return toExpression(toContent(value));
    }

    /** What an expression sees of a value. */
    public static Object toExpression(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.WholeNumber(long number) -> number;
            case Value.DecimalNumber(BigDecimal number) -> number;
            case Value.Money money -> money;
            case Value.Date(LocalDate date) -> date;
            case Value.Time(Instant time) -> time;
            case Value.YesNo(boolean yes) -> yes;
            case Value.ListOf(List<Value> items) -> items.stream().map(Values::toExpression).toList();
        };
    }

    /** What a message can be given of the result of an expression; null for what no message can show. */
    public static @Nullable Value toContent(Object result) {
        return switch (result) {
            case String text -> new Value.Text(text);
            case Long number -> new Value.WholeNumber(number);
            case Double number -> Double.isFinite(number)
                    ? new Value.DecimalNumber(new BigDecimal(number.toString()))
                    : null;
            case BigDecimal number -> new Value.DecimalNumber(number);
            case Boolean yes -> new Value.YesNo(yes);
            case LocalDate date -> new Value.Date(date);
            case Instant time -> new Value.Time(time);
            case Value value -> value;
            case Collection<?> items -> list(items);
            default -> null;
        };
    }

    private static @Nullable Value list(Collection<?> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (Object item : items) {
            Value value = item == null ? null : toContent(item);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Value.ListOf(values);
    }

    /** The value that a field of an Avro record holds. */
    public static Value toContent(io.postroom.schemas.v1.Value value) {
        return switch (value.getValue()) {
            case CharSequence text -> new Value.Text(text.toString());
            case Long number -> new Value.WholeNumber(number);
            case Boolean yes -> new Value.YesNo(yes);
            case io.postroom.schemas.v1.DecimalNumber number -> new Value.DecimalNumber(
                    new BigDecimal(new BigInteger(bytes(number.getUnscaled())), number.getScale()));
            case io.postroom.schemas.v1.Money money -> new Value.Money(money.getMinorUnits(), money.getCurrency());
            case io.postroom.schemas.v1.DateValue date -> new Value.Date(date.getDate());
            case io.postroom.schemas.v1.TimeValue time -> new Value.Time(time.getTime());
            case io.postroom.schemas.v1.ListValue list -> new Value.ListOf(
                    list.getItems().stream().map(Values::toContent).toList());
            case null, default ->
                throw new IllegalStateException("A value has a type that the contract does not name.");
        };
    }

    /** The Avro record that holds a value. */
    public static io.postroom.schemas.v1.Value toAvro(Value value) {
        Object held = switch (value) {
            case Value.Text(String text) -> text;
            case Value.WholeNumber(long number) -> number;
            case Value.YesNo(boolean yes) -> yes;
            case Value.DecimalNumber(BigDecimal number) -> io.postroom.schemas.v1.DecimalNumber.newBuilder()
                    .setUnscaled(ByteBuffer.wrap(number.unscaledValue().toByteArray()))
                    .setScale(number.scale()).build();
            case Value.Money(long minorUnits, String currency) -> io.postroom.schemas.v1.Money.newBuilder()
                    .setMinorUnits(minorUnits).setCurrency(currency).build();
            case Value.Date(LocalDate date) -> io.postroom.schemas.v1.DateValue.newBuilder().setDate(date).build();
            case Value.Time(Instant time) -> io.postroom.schemas.v1.TimeValue.newBuilder()
                    .setTime(time.truncatedTo(ChronoUnit.MILLIS)).build();
            case Value.ListOf(List<Value> items) -> io.postroom.schemas.v1.ListValue.newBuilder()
                    .setItems(items.stream().map(Values::toAvro).toList()).build();
        };
        return io.postroom.schemas.v1.Value.newBuilder().setValue(Objects.requireNonNull(held)).build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        ByteBuffer own = buffer.duplicate();
        byte[] bytes = new byte[own.remaining()];
        own.get(bytes);
        return bytes;
    }
}
