package io.postroom.local.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.postroom.local.outside.ledger.AcceptedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SMSC as jSMPP's own client sees it. */
class SmscTest {
    private static final byte GSM = 0;
    private static final byte UCS2 = 8;
    private static final int UDHI = 0x40;

    @TempDir
    Path folder;
    private OutsideWorld outside;
    private SMPPSession client;
    private final Queue<DeliverSm> delivered = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws IOException {
        outside = OutsideWorld.start(OutsideOptions.freePorts(folder).withReceiptDelay(Duration.ofMillis(20)));
        client = bound("postroom");
    }

    @AfterEach
    void stop() {
        client.unbindAndClose();
        outside.close();
    }

    @Test
    void aTextInTheDefaultAlphabetIsReadAndItsReceiptNamesIt() throws Exception {
        // Given: GSM 03.38, where £ is 0x01, @ is 0x00 and € is an escape pair
        byte[] text = {0x01, '5', ' ', 0x00, ' ', 0x1B, 0x65};

        // When
        String id = submit("447700900123", 0, GSM, text);

        // Then
        assertThat(only().text()).isEqualTo("£5 @ €");
        assertThat(only().messageIds()).containsExactly(id);
        assertThat(only().from()).isEqualTo("GovTest");
        await().untilAsserted(() -> assertThat(delivered).hasSize(1));
        DeliveryReceipt receipt = delivered.element().getShortMessageAsDeliveryReceipt();
        assertThat(receipt.getId()).isEqualTo(id);
        assertThat(receipt.getFinalStatus()).hasToString("DELIVRD");
        assertThat(delivered.element().getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                .getValueAsString()).isEqualTo(id);
        assertThat(delivered.element().isSmscDeliveryReceipt()).isTrue();
    }

    @Test
    void welshIsReadFromUcs2() throws Exception {
        // When
        submit("447700900123", 0, UCS2, "Mae ŵ ac ŷ yma".getBytes(UTF_16BE));

        // Then
        assertThat(only().text()).isEqualTo("Mae ŵ ac ŷ yma");
        assertThat(only().encoding()).isEqualTo("ucs2");
    }

    @Test
    void partsWithHeadersOfBothWidthsMakeOneTextInWhateverOrder() throws Exception {
        // When: 8-bit reference, second part first
        String second = submit("447700900123", UDHI, GSM, with("world", 5, 0, 3, 7, 2, 2));
        String first = submit("447700900123", UDHI, GSM, with("Hello ", 5, 0, 3, 7, 2, 1));
        // and 16-bit reference
        submit("447700900124", UDHI, GSM, with("One ", 6, 8, 4, 1, 2, 2, 1));
        submit("447700900124", UDHI, GSM, with("two", 6, 8, 4, 1, 2, 2, 2));

        // Then
        assertThat(outside.ledger().texts()).extracting(AcceptedText::text).containsExactly("Hello world", "One two");
        assertThat(outside.ledger().texts().getFirst().messageIds()).containsExactly(first, second);
    }

    @Test
    void segmentsAndPayloadsAreParameters() throws Exception {
        // When
        submit("447700900123", 0, GSM, "Hello ".getBytes(ISO_8859_1), OptionalParameters.newSarMsgRefNum(300),
                OptionalParameters.newSarTotalSegments(2), OptionalParameters.newSarSegmentSeqnum(1));
        submit("447700900123", 0, GSM, "world".getBytes(ISO_8859_1), OptionalParameters.newSarMsgRefNum(300),
                OptionalParameters.newSarTotalSegments(2), OptionalParameters.newSarSegmentSeqnum(2));
        submit("447700900123", 0, GSM, new byte[0],
                new OptionalParameter.Message_payload("x".repeat(400).getBytes(ISO_8859_1)));

        // Then
        assertThat(outside.ledger().texts()).extracting(AcceptedText::text).containsExactly("Hello world",
                "x".repeat(400));
    }

    @Test
    void aTextThatBeginsAnewIsThereOnce() throws Exception {
        // Given: a sender that died between two parts
        submit("447700900123", UDHI, GSM, with("Hello ", 5, 0, 3, 7, 2, 1));

        // When
        submit("447700900123", UDHI, GSM, with("Hello ", 5, 0, 3, 7, 2, 1));
        submit("447700900123", UDHI, GSM, with("world", 5, 0, 3, 7, 2, 2));

        // Then
        assertThat(only().text()).isEqualTo("Hello world");
    }

    @Test
    void reservedNumbersAreRefused() {
        assertThat(refusal("447700900901")).isEqualTo(SMPPConstant.STAT_ESME_RINVDSTADR);
        assertThat(refusal("447700900911")).isEqualTo(SMPPConstant.STAT_ESME_RINVSRCADR);
        assertThat(refusal("447700900912")).isEqualTo(SMPPConstant.STAT_ESME_RX_P_APPN);
        assertThat(outside.ledger().all()).isEmpty();
    }

    @Test
    void aThrottledNumberTakesTheThirdAttempt() throws Exception {
        // Given
        assertThat(refusal("447700900902")).isEqualTo(SMPPConstant.STAT_ESME_RTHROTTLED);
        assertThat(refusal("447700900902")).isEqualTo(SMPPConstant.STAT_ESME_RTHROTTLED);

        // When
        submit("447700900902", 0, GSM, "third".getBytes(ISO_8859_1));

        // Then
        assertThat(only().text()).isEqualTo("third");
    }

    @Test
    void anUndeliverableTextIsReportedSo() throws Exception {
        // When
        submit("447700900904", 0, GSM, "x".getBytes(ISO_8859_1));

        // Then
        await().untilAsserted(() -> assertThat(delivered).extracting(SmscTest::state).containsExactly("UNDELIV"));
    }

    @Test
    void aLostAnswerLeavesTheTextInTheLedger() {
        // Given
        client.setTransactionTimer(300);

        // When
        assertThatThrownBy(() -> submit("447700900903", 0, GSM, "x".getBytes(ISO_8859_1)))
                .isInstanceOf(ResponseTimeoutException.class);

        // Then
        assertThat(only().text()).isEqualTo("x");
    }

    @Test
    void receiptsWaitForASessionThatMayReceive() throws Exception {
        // Given: sent, and gone before the receipt
        submit("447700900123", 0, GSM, "x".getBytes(ISO_8859_1));
        client.close();
        delivered.clear();
        SMPPSession sender = bound(BindType.BIND_TX, "postroom");
        String id = submit(sender, "447700900124", 0, GSM, "y".getBytes(ISO_8859_1));
        sender.unbindAndClose();

        // When
        client = bound("postroom");

        // Then
        await().untilAsserted(() -> assertThat(delivered)
                .anyMatch(receipt -> new String(receipt.getShortMessage(), ISO_8859_1).contains("id:" + id)));
    }

    @Test
    void aWrongPasswordMayNotBind() {
        assertThatThrownBy(() -> bound("wrong")).isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(NegativeResponseException.class);
    }

    private AcceptedText only() {
        assertThat(outside.ledger().texts()).hasSize(1);
        return outside.ledger().texts().getFirst();
    }

    private int refusal(String number) {
        return catchThrowableOfType(NegativeResponseException.class,
                () -> submit(number, 0, GSM, "x".getBytes(ISO_8859_1))).getCommandStatus();
    }

    private String submit(String number, int esmClass, byte coding, byte[] text, OptionalParameter... parameters)
            throws Exception {
        return submit(client, number, esmClass, coding, text, parameters);
    }

    private static String submit(SMPPSession session, String number, int esmClass, byte coding, byte[] text,
            OptionalParameter... parameters) throws Exception {
        return session.submitShortMessage("", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "GovTest",
                TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, number, new ESMClass(esmClass), (byte) 0,
                (byte) 0, null, null, new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE), (byte) 0,
                new RawDataCoding(coding), (byte) 0, text, parameters).getMessageId();
    }

    private static byte[] with(String text, int... header) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int octet : header) {
            octets.write(octet);
        }
        octets.write(text.getBytes(ISO_8859_1));
        return octets.toByteArray();
    }

    private static String state(DeliverSm receipt) {
        try {
            return receipt.getShortMessageAsDeliveryReceipt().getFinalStatus().toString();
        } catch (InvalidDeliveryReceiptException e) {
            throw new AssertionError(e);
        }
    }

    private SMPPSession bound(String password) throws IOException {
        return bound(BindType.BIND_TRX, password);
    }

    private SMPPSession bound(BindType type, String password) throws IOException {
        SMPPSession session = new SMPPSession();
        session.setMessageReceiverListener(new Listener(delivered));
        session.connectAndBind("127.0.0.1", outside.smsc().port(), new BindParameter(type, "postroom", password, "",
                TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
        return session;
    }

    private record Listener(Queue<DeliverSm> delivered) implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm receipt) {
            delivered.add(receipt);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            throw new AssertionError("The SMSC sends no alerts.");
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) {
            throw new AssertionError("The SMSC sends no data_sm.");
        }
    }
}
