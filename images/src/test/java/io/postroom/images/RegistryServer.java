package io.postroom.images;

import io.postroom.local.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's {@code docker-registry} on loopback, with a certificate of its own authority and a password. */
final class RegistryServer implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
    static final String TRUST_PASSWORD = "only-for-tests";
    /** What {@code docker login} keeps: user and password. */
    private static final String LOGIN = "builder:only-for-tests";
    /** The same as a registry keeps it, by {@code htpasswd -B}. */
    private static final String HASHED = "builder:$2y$05$Ojd7i/EEmTnyDlTZszC6wODCPY8655OaGiu/GN/gOm4Huc5h9gALS\n";
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final int port;
    private final Process process;

    private RegistryServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts it, with all that it has in one folder. */
    static RegistryServer start(Path folder) throws IOException, GeneralSecurityException {
        Path keys = folder.resolve("keys.p12");
        Command.output(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "registry", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", TRUST_PASSWORD));
        KeyStore store = KeyStore.getInstance(keys.toFile(), TRUST_PASSWORD.toCharArray());
        pem(folder.resolve("tls.crt"), "CERTIFICATE", store.getCertificate("registry").getEncoded());
        pem(folder.resolve("tls.key"), "PRIVATE KEY",
                store.getKey("registry", TRUST_PASSWORD.toCharArray()).getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("registry", store.getCertificate("registry"));
        try (var out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trusted.store(out, TRUST_PASSWORD.toCharArray());
        }
        Files.writeString(folder.resolve("htpasswd"), HASHED);
        int port = Ports.free();
        Files.writeString(folder.resolve("config.yml"), """
            version: 0.1
            storage:
              filesystem: {rootdirectory: %1$s/data}
            http:
              addr: 127.0.0.1:%2$d
              tls: {certificate: %1$s/tls.crt, key: %1$s/tls.key}
            auth:
              htpasswd: {realm: tests, path: %1$s/htpasswd}
            """.formatted(folder, port));
        Process process = new ProcessBuilder(PROGRAM.toString(), "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("registry.log").toFile()).start();
        RegistryServer server = new RegistryServer(folder, port, process);
        server.awaitListening();
        return server;
    }

    /** A home folder in which {@code docker login} has been. */
    Path signedIn() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker").resolve("config.json"), "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
                .formatted(address(), Base64.getEncoder().encodeToString(LOGIN.getBytes())));
        return home;
    }

    /** What trusts it. */
    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /** Its host and port. */
    String address() {
        return "localhost:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void awaitListening() {
        Pause pause = Pause.atMost(PATIENCE_SECONDS);
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || !pause.again()) {
                    throw new IllegalStateException("The registry does not listen; what it said is in " + folder, e);
                }
            }
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
