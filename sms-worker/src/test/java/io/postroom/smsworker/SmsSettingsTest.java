package io.postroom.smsworker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsSettingsTest {
    @Test
    void goodSettingsHaveNoProblem() {
        assertThat(new SmsSettings(List.of(TestTexts.settings(2775, Map.of()))).problems()).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsName() {
        // Given
        SmppSettings bad = TestTexts.settings(0, Map.of("name", "Not a name", "window", "0", "status-codes[abc]",
                "transient", "reconnect-at-most", "1ms"));

        // When
        List<String> problems = new SmsSettings(List.of(bad, bad)).problems();

        // Then
        assertThat(problems).anyMatch(one -> one.startsWith("postroom.sms.providers[0].name"))
                .anyMatch(one -> one.startsWith("postroom.sms.providers[0].port"))
                .anyMatch(one -> one.startsWith("postroom.sms.providers[1].window"))
                .anyMatch(one -> one.contains("'abc'")).anyMatch(one -> one.contains("reconnect-at-most"))
                .anyMatch(one -> one.contains("name is used twice"));
    }

    @Test
    void aPasswordThatIsTooLongIsReportedWithoutBeingShown() {
        // When
        List<String> problems = TestTexts.settings(2775, Map.of("password", "much-too-long")).problems("p");

        // Then
        assertThat(problems).singleElement().asString().contains("8 characters").doesNotContain("much");
    }

    @Test
    void theWaitForEachProviderIsTold() {
        assertThat(new SmsSettings(List.of(TestTexts.settings(2775, Map.of()),
                TestTexts.settings(2775, Map.of("response-timeout", "60s")))).waits())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("postroom.sms.providers[0].response-timeout", Duration.ofSeconds(5),
                                "postroom.sms.providers[1].response-timeout", Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,false", "localhost,false", "smsc.example.org,true"})
    void plainTextIsForThisMachine(String host, boolean secured) {
        assertThat(TestTexts.settings(2775, Map.of("host", host)).secured()).isEqualTo(secured);
    }
}
