package io.postroom.smsworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmppConnectionsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void bindsOverTlsToTheHostOfTheCertificateAndToNoOther() throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.make(folder);
        SmppConnections connections = new SmppConnections(certificate.client(), TIMEOUT);
        try (TestSmsc smsc = new TestSmsc(certificate.server().getServerSocketFactory().createServerSocket(0))) {
            // When
            SMPPSession session = new SMPPSession(connections);
            String systemId = session.connectAndBind("localhost", smsc.port(), new BindParameter(BindType.BIND_TRX,
                    "postroom", "secret", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));

            // Then
            assertThat(systemId).isEqualTo("smsc");
            session.unbindAndClose();
            assertThatThrownBy(() -> connections.createConnection("127.0.0.1", smsc.port()))
                    .isInstanceOf(SSLHandshakeException.class).hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void trustsNobodyUnknown() throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.make(folder);
        try (TestSmsc smsc = new TestSmsc(certificate.server().getServerSocketFactory().createServerSocket(0))) {
            // When, Then
            assertThatThrownBy(() -> new SmppConnections(SSLContext.getDefault(), TIMEOUT)
                    .createConnection("localhost", smsc.port())).isInstanceOf(SSLHandshakeException.class);
        }
    }
}
