package io.postroom.rules.expression;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.postroom.content.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** {@code < <= > >=} between dates, moments, decimals, numbers and money of one currency. */
final class Comparisons {

    private Comparisons() {}

    /** An order of two values. */
    @Immutable
    private interface Order {
        int compare(Object left, Object right);
    }

    /** The operators, by CEL's own names for them. */
    private enum Sign {
        LESS("_<_"), LESS_OR_EQUAL("_<=_"), GREATER("_>_"), GREATER_OR_EQUAL("_>=_");

        private final String function;

        Sign(String function) {
            this.function = function;
        }

        boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    static void addTo(Functions functions) {
        Order moments = (left, right) -> Functions.moment(left).compareTo(Functions.moment(right));
        Order numbers = (left, right) -> Functions.decimal(left).compareTo(Functions.decimal(right));
        pair(functions, Functions.DATE, LocalDate.class, Functions.DATE, LocalDate.class, moments);
        pair(functions, Functions.DATE, LocalDate.class, SimpleType.TIMESTAMP, Instant.class, moments);
        pair(functions, SimpleType.TIMESTAMP, Instant.class, Functions.DATE, LocalDate.class, moments);
        pair(functions, Functions.DECIMAL, BigDecimal.class, Functions.DECIMAL, BigDecimal.class, numbers);
        pair(functions, Functions.DECIMAL, BigDecimal.class, SimpleType.INT, Long.class, numbers);
        pair(functions, Functions.DECIMAL, BigDecimal.class, SimpleType.DOUBLE, Double.class, numbers);
        pair(functions, SimpleType.INT, Long.class, Functions.DECIMAL, BigDecimal.class, numbers);
        pair(functions, SimpleType.DOUBLE, Double.class, Functions.DECIMAL, BigDecimal.class, numbers);
        pair(functions, Functions.MONEY, Value.Money.class, Functions.MONEY, Value.Money.class, Comparisons::money);
    }

    private static int money(Object left, Object right) {
        Value.Money one = (Value.Money) left;
        Value.Money other = (Value.Money) right;
        if (!one.currency().equals(other.currency())) {
            throw new IllegalArgumentException("different currencies");
        }
        return Long.compare(one.minorUnits(), other.minorUnits());
    }

    private static <A, B> void pair(Functions functions, CelType left, Class<A> leftType, CelType right,
            Class<B> rightType, Order order) {
        for (Sign sign : Sign.values()) {
            functions.two(sign.function, SimpleType.BOOL, left, leftType, right, rightType,
                    (a, b) -> sign.holds(order.compare(a, b)));
        }
    }
}
