package io.postroom.content;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The outcome of checking something from outside: the value, or every problem found with it. Checking never throws.
 *
 * @param <T> what a good input becomes
 */
public sealed interface Checked<T> {

    /** It is right, and this is the value. */
    record Valid<T>(T value) implements Checked<T> {}

    /** It is wrong, for at least one reason. */
    record Invalid<T>(List<Problem> problems) implements Checked<T> {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("An invalid outcome needs at least one problem");
            }
        }
    }

    static <T> Checked<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Checked<T> invalid(Problem problem) {
        return new Invalid<>(List.of(problem));
    }

    static <T> Checked<T> invalid(List<Problem> problems) {
        return new Invalid<>(problems);
    }

    /** The same outcome with a good value made into another. */
    default <R> Checked<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Valid<T>(T value) -> new Valid<>(change.apply(value));
            case Invalid<T>(List<Problem> problems) -> new Invalid<>(problems);
        };
    }

    /** A further check of a good value. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> check) {
        return switch (this) {
            case Valid<T>(T value) -> check.apply(value);
            case Invalid<T>(List<Problem> problems) -> new Invalid<>(problems);
        };
    }

    /** Whether there is a value. */
    default boolean isValid() {
        return this instanceof Valid<T>;
    }

    /** What is wrong; empty when nothing is. */
    default List<Problem> problems() {
        return switch (this) {
            case Valid<T> ignored -> List.of();
            case Invalid<T>(List<Problem> problems) -> problems;
        };
    }

    /** The value, for inputs that are known to be good: constants of the program and tests. */
    default T orElseThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T>(List<Problem> problems) -> throw new NoSuchElementException(
                    problems.stream().map(Problem::code).collect(Collectors.joining(", ", "Not valid: ", "")));
        };
    }
}
