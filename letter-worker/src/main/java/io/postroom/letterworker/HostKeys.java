package io.postroom.letterworker;

import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Tells the print house's server from any other. There is no way to trust a key that nobody configured. */
final class HostKeys {

    private HostKeys() {}

    static ServerKeyVerifier verifier(LetterSettings settings) {
        if (settings.knownHostsFile() != null) {
            return new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, settings.knownHostsFile());
        }
        String expected = withoutPadding(String.valueOf(settings.hostKeyFingerprint()));
        return (session, address, key) -> withoutPadding(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key))
                .equals(expected);
    }

    /** OpenSSH writes fingerprints without base64's padding, others with it. */
    private static String withoutPadding(String fingerprint) {
        return fingerprint.replaceFirst("=+$", "");
    }
}
