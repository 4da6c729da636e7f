package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.testing.RuleTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The services that ship with Postroom, and the tests beside their rules. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void everyExampleLoadsWithoutAWarning() {
        // When
        RuleBook book = RuleBook.load(EXAMPLES);

        // Then
        assertThat(book.warnings()).isEmpty();
        assertThat(book.services()).hasSize(8);
    }

    @TestFactory
    Stream<DynamicTest> testsBesideTheRules() {
        return new RuleTests(EXAMPLES, RuleBook.load(EXAMPLES)).run().stream()
                .map(result -> DynamicTest.dynamicTest(result.file() + ":" + result.line() + " " + result.name(),
                        () -> assertThat(result.failures()).isEmpty()));
    }
}
