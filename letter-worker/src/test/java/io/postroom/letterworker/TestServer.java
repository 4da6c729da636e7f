package io.postroom.letterworker;

import io.postroom.worker.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server over a folder, which remembers what was written and renamed in which order. */
final class TestServer implements AutoCloseable {

    static final String USER = "postroom";
    static final String PASSWORD = "correct horse";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey;
    private final Path folder;
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile Runnable afterManifest = () -> {};

    TestServer(Path folder) {
        this.folder = folder;
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(folder.resolve("host-key"));
        keys.setAlgorithm("EC");
        keys.setKeySize(256);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Steps());
        server.setSubsystemFactories(List.of(sftp));
        try {
            for (String name : List.of("incoming", "received", "responses")) {
                Files.createDirectories(folder.resolve(name));
            }
            hostKey = keys.loadKeys(null).getFirst();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LetterSettings settings() {
        return settings(PASSWORD, fingerprint(), new LetterSettings.Folders("incoming", "received", "responses"));
    }

    LetterSettings settings(String password, String fingerprint, LetterSettings.Folders folders) {
        return new LetterSettings("sftp", "127.0.0.1", server.getPort(), USER, Secret.of(password), null, null,
                fingerprint,
                null, folders, Duration.ofMillis(50), Duration.ofSeconds(10), 4, 0, LetterSettings.Stationery.STANDARD,
                LetterLook.plain());
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(hostKey.getPublic());
    }

    /** Writes and renames so far. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    /** Runs within the server when a manifest has its name and before the client is told. */
    void afterManifest(Runnable action) {
        afterManifest = action;
    }

    /** Cuts every connection, without a word. */
    void cut() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    void write(String path, String content) throws IOException {
        Files.writeString(folder.resolve(path), content);
    }

    byte[] read(String path) throws IOException {
        return Files.readAllBytes(folder.resolve(path));
    }

    boolean exists(String path) {
        return Files.exists(folder.resolve(path));
    }

    List<String> list(String path) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        server.close(true).await(Duration.ofSeconds(10));
    }

    private final class Steps implements SftpEventListener {
        @Override
        public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable thrown) {
            if (handle.getFile().toString().endsWith(".part")) {
                steps.add("wrote " + handle.getFile().getFileName());
            }
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options,
                Throwable thrown) {
            steps.add("renamed to " + to.getFileName());
            if (thrown == null && to.toString().endsWith(".json")) {
                afterManifest.run();
            }
        }
    }
}
