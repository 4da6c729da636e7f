package io.postroom.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the client certificate of mTLS with the brokers is still good for, as {@code postroom.certificate.expiry}. Those of
 * SSL bundles are measured by Spring Boot, as {@code ssl.chain.expiry}.
 */
public final class CertificateExpiry {
    private CertificateExpiry() {}

    /** Measures the key store that a Kafka client's properties name; without one, or one that cannot be read, nothing. */
    public static void measure(Map<String, String> kafka, MeterRegistry meters, Clock clock) {
        String location = kafka.get("ssl.keystore.location");
        Instant first = location == null ? null : firstEnd(Path.of(location), kafka);
        if (first != null) {
            // Clients read the key store when they start, and so does this: a renewed file counts from then on.
            Gauge.builder("postroom.certificate.expiry", first,
                    end -> end.getEpochSecond() - clock.instant().getEpochSecond()).tag("use", "kafka")
                    .baseUnit("seconds").strongReference(true)
                    .description("Until the first certificate of the key store ends")
                    .register(meters);
        }
    }

    private static @Nullable Instant firstEnd(Path file, Map<String, String> kafka) {
        String type = kafka.getOrDefault("ssl.keystore.type", "JKS");
        try (InputStream in = Files.newInputStream(file)) {
            return certificates(in, type, kafka.getOrDefault("ssl.keystore.password", "")).stream()
                    .flatMap(one -> one instanceof X509Certificate known ? Stream.of(known) : Stream.empty())
                    .map(one -> one.getNotAfter().toInstant()).min(Instant::compareTo).orElse(null);
        } catch (IOException | GeneralSecurityException e) {
            // The client says so with its reason when it starts.
            return null;
        }
    }

    private static List<Certificate> certificates(InputStream in, String type, String password)
            throws GeneralSecurityException, IOException {
        if (type.equals("PEM")) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
        KeyStore store = KeyStore.getInstance(type);
        store.load(in, password.toCharArray());
        List<Certificate> all = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            all.addAll(chain == null ? List.of() : List.of(chain));
        }
        return all;
    }
}
