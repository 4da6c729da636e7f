package io.postroom.systemtests.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** A key with its certificate for one run of a test, made by the JDK's {@code keytool}; it is its own authority. */
final class TestKeys {
    static final String PASSWORD = "only-for-this-run";

    private static final String ALIAS = "own";

    private final Path keyStore;
    private final Certificate certificate;

    private TestKeys(Path keyStore, Certificate certificate) {
        this.keyStore = keyStore;
        this.certificate = certificate;
    }

    /** Makes one for {@code 127.0.0.1}, in a folder that is there. */
    static TestKeys make(Path folder, String name) {
        Path file = folder.resolve(name + ".p12").toAbsolutePath();
        try {
            Process keytool = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                    ALIAS, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-ext",
                    "bc:critical=ca:true", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass",
                    PASSWORD))
                    .redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
            return new TestKeys(file,
                    KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()).getCertificate(ALIAS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS #12 file with the key. */
    Path keyStore() {
        return keyStore;
    }

    /** The same as bytes. */
    byte[] keyStoreBytes() {
        try {
            return Files.readAllBytes(keyStore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What trusts it, as PEM. */
    String authority() {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                    .encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What trusts it, as a PKCS #12 file without a password. */
    byte[] trustStore() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            trusted.store(out, null);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
