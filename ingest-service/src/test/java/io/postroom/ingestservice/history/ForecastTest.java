package io.postroom.ingestservice.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.decide.RequestContent;
import io.postroom.ingestservice.history.Forecast.Message;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What rules would make of recorded events, next to what was made of them. */
class ForecastTest {
    private final RequestContent contents = new RequestContent();
    private final Forecast forecast = new Forecast(RuleBook.load(Settings.rules()), contents, EventPlace::at);

    private static EventPlace place(long offset) {
        return new EventPlace("case-events", 0, offset, Samples.NOW);
    }

    private static CaseEvent scanned(String id, Duration after) {
        return CaseEvent.newBuilder(Samples.event(id, "evidence.scanned", List.of(Samples.keeper()),
                Samples.street(id))).setCaseReference("CASE").setTime(Samples.NOW.plus(after)).build();
    }

    private Message only() {
        forecast.add(Samples.issued("e1"), place(1));
        forecast.end();
        return forecast.messages().iterator().next();
    }

    private static SmsRequest request(UUID id, String text) {
        return SmsRequest.newBuilder()
                .setIdentity(NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("key")
                        .setService("parking").setChannel(io.postroom.schemas.v1.Channel.SMS).setLanguage(Language.EN)
                        .setEventId("e1").setEventSource(Samples.SOURCE).setRuleId("fine-issued").setTemplateId("t")
                        .setTemplateHash("h").setRecipientRole("keeper").setRecipientKey("r")
                        .setCreatedAt(Instant.EPOCH).build())
                .setTerms(DeliveryTerms.newBuilder().setPriority(Priority.BULK)
                        .setUnknownOutcome(UnknownOutcomePolicy.ASK).build())
                .setTo("447700900123").setSender("Parking").setText(text).build();
    }

    private static Decision decision(UUID id, DecisionOutcome outcome, StatusReason reason) {
        return Decision.newBuilder().setEventId("e1").setEventSource(Samples.SOURCE).setService("parking")
                .setOutcome(outcome).setDecidedAt(Samples.NOW)
                .setVerdicts(List.of(RuleVerdict.newBuilder().setRuleId("fine-issued").setOutcome(outcome)
                        .setRecipients(List.of(RecipientVerdict.newBuilder().setRecipientRole("keeper")
                                .setChannel(io.postroom.schemas.v1.Channel.SMS).setOutcome(outcome).setReason(reason)
                                .setNotificationId(id).build()))
                        .build()))
                .build();
    }

    private Comparison comparedWith(org.apache.avro.specific.SpecificRecord... records) {
        Past past = new Past(forecast.events(), contents);
        List.of(records).forEach(past::hear);
        return new Comparison(forecast, past);
    }

    @Test
    void eachEventIsDecidedOnceAndItsRecipientMasked() {
        // When
        forecast.add(Samples.issued("e1"), place(1));
        forecast.add(Samples.issued("e1"), place(2));
        forecast.add(Samples.event("e2", "nobody.knows", List.of(Samples.keeper()), Samples.street("F")), place(3));
        forecast.end();

        // Then
        assertThat(forecast.repeated()).isEqualTo(1);
        assertThat(forecast.messages()).singleElement().satisfies(message -> {
            assertThat(message.service() + "/" + message.rule()).isEqualTo("parking/fine-issued");
            assertThat(message.event()).hasToString("case-events/0/1");
            assertThat(message.to()).contains("•").doesNotContain("900123", "900 123");
        });
    }

    @Test
    void whatFollowsIfAnotherDoesNotArriveIsThereToo() {
        // When
        forecast.add(Samples.event("e1", "fine.chased", List.of(Samples.keeper()), Samples.street("e1")), place(1));
        forecast.end();

        // Then
        assertThat(forecast.messages()).extracting(message -> message.channel() + " " + message.inStead())
                .containsExactly(Channel.SMS + " false", Channel.EMAIL + " true", Channel.LETTER + " true");
    }

    @Test
    void eventsThatAreCollectedAreOneMessageWithTheIdOfTheFirst() {
        // When
        forecast.add(scanned("e1", Duration.ZERO), place(1));
        forecast.add(scanned("e2", Duration.ofMinutes(10)), place(2));
        forecast.add(scanned("e3", Duration.ofMinutes(20)), place(3));
        forecast.end();

        // Then
        assertThat(forecast.messages()).filteredOn(message -> !message.inStead())
                .extracting(message -> message.event().toString())
                .containsExactly("case-events/0/1", "case-events/0/3");
    }

    @Test
    void whatWasMadeTheSameIsTheSameWhateverItsIdsAndTerms() {
        // Given
        Message message = only();

        // Then
        Comparison comparison = comparedWith(request(message.id(), "Fine F-1 was issued."));
        assertThat(comparison.summary()).isEqualTo("0 new, 0 different, 0 missing, 1 the same.");
        assertThat(comparison.fresh()).isEmpty();
        assertThat(comparedWith(request(message.id(), "Something else")).summary())
                .isEqualTo("0 new, 1 different, 0 missing, 0 the same.");
    }

    @Test
    void whatWasNeverMadeIsNewAndSaysWhatBecameOfIt() {
        // Given
        Message message = only();

        // Then
        assertThat(comparedWith().fresh()).containsExactly(message);
        Comparison comparison = comparedWith(
                decision(message.id(), DecisionOutcome.SUPPRESSED, StatusReason.SAFELIST));
        assertThat(comparison.fresh()).containsExactly(message);
        assertThat(comparison.lines()).singleElement().asString().startsWith("new")
                .contains("event case-events/0/1", "was suppressed (safelist)");
    }

    @Test
    void whatTheseRulesDoNotMakeIsMissing() {
        // Given
        only();

        // Then
        Comparison comparison = comparedWith(request(UUID.randomUUID(), "Old"));
        assertThat(comparison.summary()).isEqualTo("1 new, 0 different, 1 missing, 0 the same.");
        assertThat(comparison.lines()).anyMatch(line -> line.startsWith("missing") && line.contains("fine-issued"));
    }

    @Test
    void whereOnlyTheDecisionIsLeftTheIdCounts() {
        // Given
        Message message = only();

        // Then
        Comparison comparison = comparedWith(decision(message.id(), DecisionOutcome.REQUESTED, null));
        assertThat(comparison.summary()).isEqualTo("0 new, 0 different, 0 missing, 1 the same.");
        assertThat(comparison.sameLines()).singleElement().asString().contains("not kept any more");
    }

    @Test
    void whatWasMadeOfOtherEventsDoesNotCount() {
        // Given
        Message message = only();
        SmsRequest mine = request(message.id(), "x");
        SmsRequest other = SmsRequest.newBuilder(mine)
                .setIdentity(NotificationIdentity.newBuilder(mine.getIdentity()).setEventId("e9").build()).build();

        // Then
        assertThat(comparedWith(other).fresh()).hasSize(1);
    }
}
