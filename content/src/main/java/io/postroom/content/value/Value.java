package io.postroom.content.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A value of a case event with its type, so that it can be written in the language of a message: the types that events
 * on the topics have. Values may be personal data and print as {@code •••}.
 */
public sealed interface Value {

    /** Any text, written as it is. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** A whole number, written in plain digits: it may be a year or a reference. */
    record WholeNumber(long number) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** An exact decimal number, written with the digits it has. */
    record DecimalNumber(BigDecimal number) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /**
     * An exact amount of money.
     *
     * @param minorUnits the amount in the currency's smallest unit, pence for GBP
     * @param currency the ISO 4217 code
     */
    record Money(long minorUnits, String currency) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** A day. */
    record Date(LocalDate date) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** A moment, written as the clocks of the United Kingdom show it. */
    record Time(Instant time) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Yes or no, for conditional text: written {@code yes} or {@code no} in every language. */
    record YesNo(boolean yes) implements Value {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Several values. */
    record ListOf(List<Value> items) implements Value {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "•••";
        }
    }
}
