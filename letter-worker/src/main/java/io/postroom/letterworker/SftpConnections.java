package io.postroom.letterworker;

import io.postroom.worker.Secret;
import io.postroom.worker.WorkerPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * Channels to the print house's server, all over one session that is made when it is first needed and made anew when it
 * was lost. Safe for use by any thread; a channel is used by one thread at a time.
 */
final class SftpConnections implements WorkerPart {

    /** Something to do with a channel. */
    interface Work<T> {
        T with(SftpClient sftp) throws IOException;
    }

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int UNANSWERED_HEARTBEATS = 2;

    private final LetterSettings settings;
    private final Queue<SftpClient> idle = new ConcurrentLinkedQueue<>();
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable SshClient client;
    private volatile @Nullable ClientSession session;

    SftpConnections(LetterSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "the print house's server";
    }

    @Override
    public void start() {
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(HostKeys.verifier(settings));
        // Only what is configured counts, not what the machine's user has in a home folder.
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(ssh, settings.connectTimeout());
        // A server that was cut off without a word is found out, and whoever waits for its answer is told.
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, UNANSWERED_HEARTBEATS);
        ssh.start();
        client = ssh;
    }

    @Override
    public void stop() {
        SshClient ssh = client;
        client = null;
        session = null;
        idle.clear();
        if (ssh != null) {
            try {
                ssh.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Does something with a channel.
     *
     * @throws CannotConnectException if there is no channel to be had
     * @throws SftpException if the server refused something
     * @throws IOException if the connection was lost
     */
    <T> T with(Work<T> work) throws IOException {
        SftpClient sftp = channel();
        boolean usable = false;
        try {
            T result = work.with(sftp);
            usable = true;
            return result;
        } catch (SftpException e) {
            // The server answered, so that the channel is in order.
            usable = true;
            throw e;
        } finally {
            if (usable && client != null) {
                idle.add(sftp);
            } else {
                closeQuietly(sftp);
            }
        }
    }

    private SftpClient channel() throws IOException {
        for (SftpClient sftp = idle.poll(); sftp != null; sftp = idle.poll()) {
            if (sftp.isOpen()) {
                return sftp;
            }
            closeQuietly(sftp);
        }
        ClientSession open = openSession();
        try {
            return SftpClientFactory.instance().createSftpClient(open);
        } catch (IOException e) {
            throw new CannotConnectException("open a channel", e);
        }
    }

    private ClientSession openSession() throws CannotConnectException {
        connecting.lock();
        try {
            ClientSession current = session;
            if (current != null && current.isOpen()) {
                return current;
            }
            SshClient ssh = client;
            if (ssh == null) {
                throw new CannotConnectException("start", null);
            }
            ClientSession fresh = connect(ssh);
            session = fresh;
            return fresh;
        } finally {
            connecting.unlock();
        }
    }

    private ClientSession connect(SshClient ssh) throws CannotConnectException {
        ClientSession fresh;
        try {
            fresh = ssh.connect(settings.user(), settings.host(), settings.port()).verify(settings.connectTimeout())
                    .getSession();
        } catch (IOException e) {
            throw new CannotConnectException("connect", e);
        }
        try {
            Secret password = Secret.resolve(settings.password(), settings.passwordFile());
            if (password != null) {
                fresh.addPasswordIdentity(password.reveal());
            }
            if (settings.privateKeyFile() != null) {
                for (KeyPair key : new FileKeyPairProvider(settings.privateKeyFile()).loadKeys(fresh)) {
                    fresh.addPublicKeyIdentity(key);
                }
            }
            fresh.auth().verify(settings.connectTimeout());
            return fresh;
        } catch (IOException | RuntimeException e) {
            fresh.close(true);
            throw new CannotConnectException(isAboutHostKey(e) ? "verify the host key" : "sign in", e);
        }
    }

    private static boolean isAboutHostKey(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE) {
                return true;
            }
        }
        return false;
    }

    private static void closeQuietly(SftpClient sftp) {
        try {
            sftp.close();
        } catch (IOException e) {
            // It was lost already.
        }
    }
}
