package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.worker.Attempt;
import io.postroom.worker.ProviderResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same hand-over against OpenSSH's server, where the machine has it: version 3 of the protocol, keys, known hosts. */
@Tag("full")
class OpenSshTest {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String ID = Requests.ID.toString();

    @TempDir
    Path folder;
    private Process sshd;
    private int port;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "OpenSSH's server is not installed");
        keys("host", "rsa");
        keys("user", "ecdsa");
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
        for (String name : List.of("incoming", "received", "responses")) {
            Files.createDirectories(folder.resolve(name));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(folder.resolve("config"), """
            ListenAddress 127.0.0.1:%d
            HostKey %s
            PidFile none
            AuthorizedKeysFile %s
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            Subsystem sftp internal-sftp
            """.formatted(port, folder.resolve("host"), folder.resolve("authorized_keys")));
        // Where the server separates its privileges; its package makes it at boot.
        if (!Files.exists(Path.of("/run/sshd"))) {
            assumeTrue(Path.of("/run/sshd").toFile().mkdirs(), "/run/sshd is missing and cannot be made");
        }
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder.resolve("config").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (sshd != null) {
            sshd.destroy();
            sshd.waitFor();
        }
    }

    @Test
    void handsALetterOverTwiceAndIsTakenOnce() throws Exception {
        // Given
        LetterSettings settings = settings("known_hosts");
        SftpConnections connections = new SftpConnections(settings);
        PrintHouse house = new PrintHouse(connections, settings.folders());
        PrintHouseProvider provider = new PrintHouseProvider(settings,
                new ParcelMaker(new LetterLayout(), StationeryProfile.standard(), new SimpleMeterRegistry()), house);
        connections.start();
        try {
            Files.writeString(folder.resolve("incoming/" + ID + ".pdf"), "left by an interrupted hand-over");

            // When
            ProviderResult first = send(provider);
            ProviderResult second = send(provider);
            Files.writeString(folder.resolve("responses/" + ID + ".accepted.json"), "{}");
            List<ResponseName> responses = house.responses();
            byte[] response = house.read(responses.getFirst()).orElseThrow();
            house.remove(responses.getFirst());

            // Then
            assertThat(first).isEqualTo(new ProviderResult.Accepted(List.of(ID), "handed-over"));
            assertThat(second).isEqualTo(new ProviderResult.Accepted(List.of(ID), "had-already"));
            assertThat(Files.readString(folder.resolve("incoming/" + ID + ".pdf"), StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF-");
            assertThat(response).asString().isEqualTo("{}");
            assertThat(house.responses()).isEmpty();
            assertThat(house.read(responses.getFirst())).isEmpty();
        } finally {
            connections.stop();
        }
    }

    @Test
    void givesALetterToNobodyWhoIsNotAKnownHost() throws Exception {
        // Given
        Files.writeString(folder.resolve("other_hosts"),
                "[127.0.0.1]:1 " + Files.readString(folder.resolve("host.pub")));
        LetterSettings settings = settings("other_hosts");
        SftpConnections connections = new SftpConnections(settings);
        connections.start();
        try {
            // When
            ProviderResult result = send(new PrintHouseProvider(settings,
                    new ParcelMaker(new LetterLayout(), StationeryProfile.standard(), new SimpleMeterRegistry()),
                    new PrintHouse(connections, settings.folders())));

            // Then
            assertThat(result).isEqualTo(new ProviderResult.Configuration("cannot verify the host key"));
        } finally {
            connections.stop();
        }
    }

    private static ProviderResult send(PrintHouseProvider provider) throws InterruptedException {
        return provider.send(Requests.letter(), new Attempt(1, Instant.EPOCH, false));
    }

    private LetterSettings settings(String knownHosts) {
        LetterSettings settings = new LetterSettings("sftp", "127.0.0.1", port, System.getProperty("user.name"), null,
                null,
                folder.resolve("user"), null, folder.resolve(knownHosts),
                new LetterSettings.Folders(path("incoming"), path("received"), path("responses")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10), 2, 0, LetterSettings.Stationery.STANDARD, LetterLook.plain());
        assertThat(settings.problems()).isEmpty();
        return settings;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void keys(String name, String type) throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f",
                folder.resolve(name).toString())
                .redirectErrorStream(true).start();
        assertThat(keygen.waitFor()).isZero();
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
