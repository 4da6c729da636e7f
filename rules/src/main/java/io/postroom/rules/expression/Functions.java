package io.postroom.rules.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import io.postroom.content.Language;
import io.postroom.content.value.Value;
import io.postroom.content.value.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** What expressions can do beyond the standard of CEL: dates, decimals, money, and wording in the message's language. */
final class Functions {
    private static final ZoneId UNITED_KINGDOM = ZoneId.of("Europe/London");
    static final CelType DATE = OpaqueType.create("date");
    static final CelType DECIMAL = OpaqueType.create("decimal");
    static final CelType MONEY = OpaqueType.create("money");
    private static final CelType ANY = SimpleType.DYN;
    /** What only something unknown can be: nothing known is of this type. */
    private static final CelType UNKNOWN = OpaqueType.create("unknown");

    private static final List<CelType> DAYS = List.of(DATE, SimpleType.TIMESTAMP);
    private static final Map<String, List<CelType>> WORDED = Map.of("longDate", DAYS, "shortDate", DAYS, "time", DAYS,
            "dateAndTime", DAYS, "money",
            List.of(MONEY, DECIMAL, SimpleType.INT, SimpleType.DOUBLE, SimpleType.STRING));

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    private Functions() {}

    /** The functions for one language of messages; what they are called and take is the same for each. */
    static Functions in(Language language) {
        Functions functions = new Functions();
        functions.wording(language);
        functions.making();
        functions.dateArithmetic();
        Comparisons.addTo(functions);
        functions.elements();
        return functions;
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    /** The same, but that wording takes only what it can word; for checking, not for evaluating. */
    List<CelFunctionDecl> strictDeclarations() {
        return declarations.stream().map(one -> {
            List<CelType> takes = WORDED.getOrDefault(one.name(), List.of());
            return takes.isEmpty()
                    ? one
                    : CelFunctionDecl.newFunctionDeclaration(one.name(), takes.stream()
                            .map(type -> CelOverloadDecl.newGlobalOverload(
                                    "postroom_strict_" + one.name() + "_" + type.name(), SimpleType.STRING, type))
                            .toList());
        }).toList();
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    private void wording(Language language) {
        one("longDate", SimpleType.STRING, ANY, Object.class, v -> ValueFormat.longDate(day(v), language));
        one("shortDate", SimpleType.STRING, ANY, Object.class, v -> ValueFormat.shortDate(day(v), language));
        one("time", SimpleType.STRING, ANY, Object.class, v -> ValueFormat.time(moment(v), language));
        one("dateAndTime", SimpleType.STRING, ANY, Object.class, v -> ValueFormat.dateAndTime(moment(v), language));
        one("money", SimpleType.STRING, ANY, Object.class, v -> {
            Value.Money money = pounds(v);
            return ValueFormat.money(money.minorUnits(), money.currency());
        });
        one("list", SimpleType.STRING, ListType.create(ANY), Collection.class, items -> {
            List<String> texts = new ArrayList<>();
            for (Object item : items) {
                texts.add(ValueFormat.write(content(item), language));
            }
            return ValueFormat.list(texts, language);
        });
    }

    private void making() {
        one("date", DATE, ANY, Object.class, v -> v instanceof String text ? LocalDate.parse(text) : day(v));
        one("decimal", DECIMAL, ANY, Object.class, Functions::decimal);
        two("amount", MONEY, ANY, Object.class, SimpleType.STRING, String.class,
                (v, currency) -> new Value.Money(minorUnits(decimal(v), currency), currency));
        one("number", SimpleType.DOUBLE, ANY, Object.class, v -> v instanceof Value.Money money
                ? BigDecimal.valueOf(money.minorUnits(), digits(money.currency())).doubleValue()
                : decimal(v).doubleValue());
    }

    private void dateArithmetic() {
        two("_-_", DATE, DATE, LocalDate.class, SimpleType.DURATION, Duration.class,
                (date, length) -> date.minusDays(wholeDays(length)));
        two("_+_", DATE, DATE, LocalDate.class, SimpleType.DURATION, Duration.class,
                (date, length) -> date.plusDays(wholeDays(length)));
        two("_-_", SimpleType.DURATION, DATE, LocalDate.class, DATE, LocalDate.class,
                (later, earlier) -> Duration.ofDays(later.toEpochDay() - earlier.toEpochDay()));
    }

    /**
     * The element of something unknown is unknown. Of the standard's own overload the compiler only learns that it may be anything, and
     * believes that it is what the first operator takes which it meets, bytes for {@code +}.
     */
    private void elements() {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(Operator.INDEX.getFunction(),
                CelOverloadDecl.newGlobalOverload("postroom_element", ANY, UNKNOWN, SimpleType.STRING)));
    }

    private <A> void one(String name, CelType result, CelType type, Class<A> javaType,
            CelFunctionOverload.Unary<A> function) {
        String id = "postroom_" + name + "_" + type.name();
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name,
                CelOverloadDecl.newGlobalOverload(id, result, type)));
        bindings.add(CelFunctionBinding.from(id, javaType, function));
    }

    <A, B> void two(String name, CelType result, CelType left, Class<A> leftType, CelType right, Class<B> rightType,
            CelFunctionOverload.Binary<A, B> function) {
        String id = "postroom_" + name + "_" + left.name() + "_" + right.name();
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name,
                CelOverloadDecl.newGlobalOverload(id, result, left, right)));
        bindings.add(CelFunctionBinding.from(id, leftType, rightType, function));
    }

    /** The day that a date or a moment falls on in the United Kingdom. */
    static LocalDate day(Object value) {
        return switch (value) {
            case LocalDate date -> date;
            case Instant moment -> LocalDate.ofInstant(moment, UNITED_KINGDOM);
            default -> throw new IllegalArgumentException("not a date");
        };
    }

    /** The moment; the one at which it begins in the United Kingdom for a date. */
    static Instant moment(Object value) {
        return switch (value) {
            case Instant moment -> moment;
            case LocalDate date -> date.atStartOfDay(UNITED_KINGDOM).toInstant();
            default -> throw new IllegalArgumentException("not a moment");
        };
    }

    static BigDecimal decimal(Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> new BigDecimal(number.toString());
            case String text -> new BigDecimal(text);
            default -> throw new IllegalArgumentException("not a number");
        };
    }

    private static Value content(Object item) {
        Value value = Values.toContent(item);
        if (value == null) {
            throw new IllegalArgumentException("not a value that a message can show");
        }
        return value;
    }

    private static Value.Money pounds(Object value) {
        return value instanceof Value.Money money ? money : new Value.Money(minorUnits(decimal(value), "GBP"), "GBP");
    }

    private static long minorUnits(BigDecimal amount, String currency) {
        return amount.movePointRight(digits(currency)).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static long wholeDays(Duration length) {
        if (!Duration.ofDays(length.toDays()).equals(length)) {
            throw new IllegalArgumentException("a date moves by whole days");
        }
        return length.toDays();
    }
}
