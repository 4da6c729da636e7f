package io.postroom.smsworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts as real providers write them. */
@Tag("scaled")
class ReceiptParserTest {
    private final ReceiptParser parser = new ReceiptParser(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {
            "id:42 sub:001 dlvrd:001 submit date:2611200929 done date:2611200930 stat:DELIVRD err:000 text:Hello",
            // Without sub and dlvrd, which the usual parser insists on
            "id:42 submit date:2611200929 done date:2611200930 stat:DELIVRD err:000 text:",
            // Other cases, names, order and spaces
            "ID:42 Stat:DELIVERED Done_Date:2611200930 Err:0", "stat: DELIVRD  id: 42 donedate:261120093000",
            "id:42\r\nstat:DELIVRD\r\n", "id:42 stat:DELIVRD",
            // The quoted message comes last and may say anything
            "id:42 stat:DELIVRD text:id:99 stat:REJECTD"})
    void readsTheTextForm(String body) {
        // When
        Optional<Receipt> receipt = parser.parse(receipt(body));

        // Then
        assertThat(receipt).hasValueSatisfying(read -> {
            assertThat(read.messageId()).isEqualTo("42");
            assertThat(read.state()).isEqualTo(MessageState.DELIVERED);
        });
    }

    @Test
    void parametersWinOverText() {
        // Given
        DeliverSm message = receipt("id:1 stat:DELIVRD err:000");
        message.setOptionalParameters(new OptionalParameter.Receipted_message_id("abc"),
                new OptionalParameter.Message_state((byte) 5),
                new OptionalParameter.OctetString((short) 0x0423, new byte[]{3, 0, 1}));

        // When
        Receipt receipt = parser.parse(message).orElseThrow();

        // Then
        assertThat(receipt.messageId()).isEqualTo("abc");
        assertThat(receipt.state()).isEqualTo(MessageState.UNDELIVERABLE);
        assertThat(receipt.error()).isEqualTo("3/1");
    }

    @Test
    void parametersAloneAreEnoughEvenWithoutTheReceiptBit() {
        // Given
        DeliverSm message = receipt("");
        message.setEsmClass((byte) 0);
        message.setOptionalParameters(new OptionalParameter.Receipted_message_id("abc"),
                new OptionalParameter.Message_state((byte) 2));

        // When, Then
        assertThat(parser.parse(message)).isPresent();
    }

    @Test
    void theBodyMayBeInAParameter() {
        // Given
        DeliverSm message = receipt("");
        message.setOptionalParameters(new OptionalParameter.OctetString((short) 0x0424,
                "id:42 stat:EXPIRED".getBytes(StandardCharsets.US_ASCII)));

        // When, Then
        assertThat(parser.parse(message)).hasValueSatisfying(
                receipt -> assertThat(receipt.state()).isEqualTo(MessageState.EXPIRED));
    }

    @Test
    void theBodyMayBeUcs2() {
        // Given
        DeliverSm message = receipt("");
        message.setDataCoding((byte) 8);
        message.setShortMessage("id:42 stat:UNDELIV".getBytes(StandardCharsets.UTF_16BE));

        // When, Then
        assertThat(parser.parse(message)).hasValueSatisfying(
                receipt -> assertThat(receipt.state()).isEqualTo(MessageState.UNDELIVERABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stat:DELIVRD", "id:42", "id: stat:DELIVRD", "id:42 stat:HURRAH", "hello"})
    void whatNamesNoMessageOrStateIsNoReceipt(String body) {
        assertThat(parser.parse(receipt(body))).isEmpty();
    }

    @Test
    void datesAreInTheProvidersZone() {
        // Given
        ReceiptParser london = new ReceiptParser(ZoneId.of("Europe/London"));

        // When
        Receipt receipt = london.parse(receipt("id:1 stat:DELIVRD done date:2606200930")).orElseThrow();

        // Then
        assertThat(receipt.doneAt()).isEqualTo(Instant.parse("2026-06-20T08:30:00Z"));
    }

    @Test
    void anUnreadableDateIsNone() {
        assertThat(parser.parse(receipt("id:1 stat:DELIVRD done date:99999999"))).hasValueSatisfying(
                receipt -> assertThat(receipt.doneAt()).isNull());
        assertThat(parser.parse(receipt("id:1 stat:DELIVRD done date:2613450930"))).hasValueSatisfying(
                receipt -> assertThat(receipt.doneAt()).isNull());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"DELIVRD,000,DELIVERED,-", "ACCEPTD,000,SENT,-", "ENROUTE,000,SENT,-",
            "EXPIRED,000,FAILED,RECIPIENT_UNREACHABLE", "UNDELIV,000,FAILED,RECIPIENT_UNREACHABLE",
            "UNDELIV,027,FAILED,UNKNOWN_RECIPIENT", "DELETED,000,FAILED,PROVIDER_FAILED",
            "REJECTD,000,FAILED,CONTENT_REFUSED", "UNKNOWN,000,UNKNOWN,OUTCOME_UNKNOWN"})
    void aStateHasItsMeaning(String stat, String err, NotificationState state, StatusReason reason) {
        // Given
        Reports reports = new Reports(Set.of("027"));

        // When
        var report = reports.report(parser.parse(receipt("id:1 stat:" + stat + " err:" + err)).orElseThrow());

        // Then
        assertThat(report.getState()).isEqualTo(state);
        assertThat(report.getReason()).isEqualTo(reason);
    }

    @Test
    void anErrorThatIsNoCodeIsNotPassedOn() {
        assertThat(parser.parse(receipt("id:1 stat:UNDELIV err:call 07700 900123"))).hasValueSatisfying(
                receipt -> assertThat(receipt.error()).isNull());
    }

    @Test
    void nothingMakesItThrow() {
        // Given
        Random random = new Random(7);
        String seed = "id:42 sub:001 dlvrd:001 submit date:2611200929 done date:2611200930 stat:DELIVRD err:000 text:a";

        for (int i = 0; i < Integer.getInteger("generated.inputs", 10_000); i++) {
            byte[] bytes = seed.substring(random.nextInt(seed.length())).getBytes(StandardCharsets.ISO_8859_1);
            for (int n = random.nextInt(5); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            DeliverSm message = receipt("");
            message.setDataCoding((byte) (random.nextBoolean() ? 8 : 0));
            message.setShortMessage(bytes);

            // When, Then
            assertThatCode(() -> parser.parse(message)).as("input %d", i).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({"HEX,1A2F,DECIMAL,6703", "HEX,0x,TEXT,0x", "TEXT,000123,TEXT,123", "DECIMAL,0000123,DECIMAL,123",
            "TEXT,abc-001,TEXT,abc-001", "HEX,00ff,DECIMAL,0255", "TEXT,0000,TEXT,0",
            "DECIMAL,3f2504e0-4f89,TEXT,3f2504e0-4f89"})
    void bothFormsOfAnIdGiveOneReference(ReferenceForm one, String id, ReferenceForm other, String otherId) {
        assertThat(one.reference(id)).isEqualTo(other.reference(otherId));
    }

    private static DeliverSm receipt(String body) {
        DeliverSm message = new DeliverSm();
        message.setEsmClass((byte) 0x04);
        message.setShortMessage(body.getBytes(StandardCharsets.ISO_8859_1));
        return message;
    }
}
