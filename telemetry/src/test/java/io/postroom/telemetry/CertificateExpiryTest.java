package io.postroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateExpiryTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @Test
    void the_end_of_the_client_certificate_is_measured() throws Exception {
        // Given: thirty days, made by the JDK's own tool
        Path store = folder.resolve("keystore.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "postroom", "-keyalg", "EC", "-validity", "30", "-dname", "CN=postroom",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit").inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        Map<String, String> kafka = Map.of("ssl.keystore.location", store.toString(), "ssl.keystore.type", "PKCS12",
                "ssl.keystore.password", "changeit");

        // When
        CertificateExpiry.measure(kafka, meters, Clock.offset(Clock.systemUTC(), Duration.ofDays(20)));

        // Then
        assertThat(meters.get("postroom.certificate.expiry").tag("use", "kafka").gauge().value())
                .isBetween(9 * 86_400.0, 10 * 86_400.0);
    }

    @Test
    void without_a_key_store_or_with_one_that_is_none_nothing_is_measured() throws Exception {
        // Given
        Path broken = Files.writeString(folder.resolve("broken.p12"), "no key store");

        // When
        CertificateExpiry.measure(Map.of(), meters, Clock.systemUTC());
        CertificateExpiry.measure(Map.of("ssl.keystore.location", broken.toString()), meters, Clock.systemUTC());

        // Then
        assertThat(meters.getMeters()).isEmpty();
    }
}
