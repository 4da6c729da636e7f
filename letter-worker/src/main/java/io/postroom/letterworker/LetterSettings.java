package io.postroom.letterworker;

import io.postroom.content.letter.StationeryProfile;
import io.postroom.worker.CheckedSettings;
import io.postroom.worker.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters reach their print house.
 *
 * @param name                 the provider's name, in receipts, metrics and statuses
 * @param host                 the SFTP server
 * @param port                 its port
 * @param user                 who signs in
 * @param password             with a password
 * @param passwordFile         or with one from a file
 * @param privateKeyFile       or with a private key, RSA or ECDSA, without a passphrase
 * @param hostKeyFingerprint   the server's key, as {@code ssh-keygen -l} shows it: {@code SHA256:…}
 * @param knownHostsFile       or a file in OpenSSH's known_hosts format that has it
 * @param folders              where files are exchanged
 * @param pollInterval         how often responses are looked for
 * @param connectTimeout       how long each step of connecting and signing in may take; shorter than the worker's
 *                             attempt deadline
 * @param concurrency          letters at a time
 * @param ratePerSecond        contracted letters a second of all instances; 0 for no limit
 * @param stationery           the paper
 * @param look                 the service's logo and colour on it
 */
@ConfigurationProperties("postroom.letter")
record LetterSettings(@DefaultValue("sftp") String name, @DefaultValue("") String host, @DefaultValue("22") int port,
        @DefaultValue("") String user, @Nullable Secret password, @Nullable Path passwordFile,
        @Nullable Path privateKeyFile, @Nullable String hostKeyFingerprint, @Nullable Path knownHostsFile,
        @DefaultValue Folders folders, @DefaultValue("30s") Duration pollInterval,
        @DefaultValue("10s") Duration connectTimeout, @DefaultValue("8") int concurrency,
        @DefaultValue("0") double ratePerSecond, @DefaultValue("standard") Stationery stationery,
        @DefaultValue LetterLook look)
        implements
            CheckedSettings {

    /**
     * Paths on the server; relative ones start where the user arrives.
     *
     * @param incoming  for the print house to take from
     * @param received  where it keeps manifests that it took
     * @param responses where it answers
     */
    record Folders(@DefaultValue("incoming") String incoming, @DefaultValue("received") String received,
            @DefaultValue("responses") String responses) {}

    /** The paper that letters are printed on. */
    enum Stationery {
        STANDARD, LARGE_PRINT;

        StationeryProfile profile() {
            return switch (this) {
                case STANDARD -> StationeryProfile.standard();
                case LARGE_PRINT -> StationeryProfile.largePrint();
            };
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        required(problems, "host", host, "give the print house's SFTP server");
        required(problems, "user", user, "give the name to sign in with");
        required(problems, "name", name, "give the print house a name");
        if (port < 1 || port > 65_535) {
            problems.add("postroom.letter.port is " + port + "; it must be between 1 and 65535.");
        }
        signInProblems(problems);
        hostKeyProblems(problems);
        positive(problems, "poll-interval", pollInterval);
        positive(problems, "connect-timeout", connectTimeout);
        if (concurrency < 1) {
            problems.add("postroom.letter.concurrency is " + concurrency + "; it must be at least 1.");
        }
        if (!(ratePerSecond >= 0)) {
            problems.add("postroom.letter.rate-per-second is " + ratePerSecond + "; it must be 0 or more.");
        }
        problems.addAll(look.problems());
        return problems;
    }

    @Override
    public Map<String, Duration> waits() {
        return Map.of("postroom.letter.connect-timeout", connectTimeout);
    }

    /** The paper with the service's look. */
    StationeryProfile profile() {
        return look.on(stationery.profile());
    }

    private void signInProblems(List<String> problems) {
        problems.addAll(Secret.problems("postroom.letter.password", password, passwordFile));
        long ways = Stream.of(password, passwordFile, privateKeyFile).filter(way -> way != null).count();
        if (ways == 0) {
            problems.add("postroom.letter has no way to sign in; set password, password-file or private-key-file.");
        }
        readable(problems, "private-key-file", privateKeyFile);
    }

    private void hostKeyProblems(List<String> problems) {
        if ((hostKeyFingerprint == null) == (knownHostsFile == null)) {
            problems.add("Exactly one of postroom.letter.host-key-fingerprint and postroom.letter.known-hosts-file must"
                    + " be set, so that letters go to the print house and to nobody else.");
        }
        if (hostKeyFingerprint != null && !hostKeyFingerprint.matches("SHA256:[A-Za-z0-9+/]{43}=?")) {
            problems.add("postroom.letter.host-key-fingerprint is not of the form SHA256:… that ssh-keygen -l shows.");
        }
        readable(problems, "known-hosts-file", knownHostsFile);
    }

    private static void readable(List<String> problems, String setting, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            problems.add("postroom.letter." + setting + " names " + file + ", which is not a readable file.");
        }
    }

    private static void required(List<String> problems, String setting, String value, String what) {
        if (value.isBlank()) {
            problems.add("postroom.letter." + setting + " is not set; " + what + ".");
        }
    }

    private static void positive(List<String> problems, String setting, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add("postroom.letter." + setting + " is " + value + "; it must be positive.");
        }
    }
}
