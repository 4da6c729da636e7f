package io.postroom.local.outside.print;

import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.support.Later;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for a print house: an SFTP server on loopback over one folder, and the people who empty it.
 *
 * <p>A letter is in the ledger before its manifest leaves {@code incoming} and before any response is written. An id
 * that it has had is refused, also after a restart. The folder is looked at by one run at a time.
 */
public final class PrintHouse implements AutoCloseable {
    /**
     * How it behaves.
     *
     * @param port where it listens; 0 for a free one
     * @param user who may sign in
     * @param password with which password
     * @param lookEvery how often {@code incoming} is looked at
     * @param stepDelay how long after the one before the next response follows
     */
    public record Options(int port, String user, String password, Duration lookEvery, Duration stepDelay) {}

    private static final Logger log = LoggerFactory.getLogger(PrintHouse.class);

    private final Options options;
    private final Path incoming;
    private final Path received;
    private final Ledger ledger;
    private final Clock clock;
    private final Later later;
    private final Responses responses;
    private final SftpEndpoint endpoint;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private PrintHouse(Options options, Path folder, Ledger ledger, Clock clock, Later later) throws IOException {
        this.options = options;
        this.ledger = ledger;
        this.clock = clock;
        this.later = later;
        Path shared = folder.resolve("sftp");
        this.incoming = Files.createDirectories(shared.resolve("incoming"));
        this.received = Files.createDirectories(shared.resolve("received"));
        this.responses = new Responses(Files.createDirectories(shared.resolve("responses")),
                Files.createDirectories(folder.resolve("unfinished")), clock);
        known.addAll(ledger.letters().stream().map(AcceptedLetter::id).collect(Collectors.toSet()));
        this.endpoint = SftpEndpoint.start(InetAddress.getLoopbackAddress(), options.port(), options.user(),
                options.password(), shared, folder.resolve("host-key"));
    }

    /** Starts listening, and looking. */
    public static PrintHouse start(Options options, Path folder, Ledger ledger, Clock clock, Later later) {
        try {
            PrintHouse house = new PrintHouse(options, folder, ledger, clock, later);
            later.every(options.lookEvery(), house::look);
            return house;
        } catch (IOException e) {
            throw new UncheckedIOException("The print house stand-in cannot listen on port " + options.port() + ".",
                    e);
        }
    }

    /** Where it listens. */
    public int port() {
        return endpoint.port();
    }

    /** The host key as an OpenSSH public key line, for clients that check it. */
    public String hostKey() {
        return endpoint.hostKey();
    }

    /** The host key's fingerprint, {@code SHA256:…}. */
    public String hostKeyFingerprint() {
        return endpoint.hostKeyFingerprint();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private void look() {
        try (DirectoryStream<Path> manifests = Files.newDirectoryStream(incoming, "*.json")) {
            for (Path manifest : manifests) {
                take(manifest);
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e.getClass().getName()).log("The print house could not read its folder.");
        }
    }

    private void take(Path path) throws IOException {
        String id = path.getFileName().toString().replaceFirst("\\.json$", "");
        if (known.contains(id) && Files.exists(received.resolve(id + ".json"))) {
            refuse(path, id, "duplicate-id");
            return;
        }
        try {
            Manifest manifest = json.readValue(Files.readAllBytes(path), Manifest.class);
            if (!manifest.id().equals(id)) {
                refuse(path, id, "unreadable");
                return;
            }
            Path pdf = incoming.resolve(manifest.file());
            if (Files.size(pdf) != manifest.bytes() || !sha256(pdf).equals(manifest.sha256())) {
                refuse(path, id, "checksum");
                return;
            }
            print(path, manifest, pdf);
        } catch (JacksonException | NoSuchFileException e) {
            refuse(path, id, "unreadable");
        }
    }

    private void print(Path path, Manifest manifest, Path pdf) throws IOException {
        PrintedLetter letter;
        try {
            letter = PrintedLetter.read(pdf);
        } catch (IOException e) {
            refuse(path, manifest.id(), "unreadable");
            return;
        }
        if (letter.pages() != manifest.pages()) {
            refuse(path, manifest.id(), "page-count");
            return;
        }
        LetterOutcome outcome = LetterOutcome.of(letter.address());
        if (outcome == LetterOutcome.REJECTED) {
            refuse(path, manifest.id(), "geometry");
            return;
        }
        accept(path, manifest, pdf, letter);
        respond(manifest.id(), outcome);
    }

    private void accept(Path path, Manifest manifest, Path pdf, PrintedLetter letter) throws IOException {
        String file = "letters/" + manifest.id() + ".pdf";
        Path kept = ledger.file(file);
        Files.createDirectories(kept.getParent());
        Files.copy(pdf, kept, StandardCopyOption.REPLACE_EXISTING);
        if (known.add(manifest.id())) {
            ledger.append(number -> new AcceptedLetter(number, clock.instant(), manifest.id(), manifest.postage(),
                    letter.pages(), letter.address(), file));
        }
        Files.move(path, received.resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(pdf);
    }

    private void respond(String id, LetterOutcome outcome) {
        responses.write(id, "accepted");
        List<String> steps = switch (outcome) {
            case DESPATCHED -> List.of("printed", "despatched");
            case RETURNED -> List.of("printed", "despatched", "returned");
            case SILENT, REJECTED -> List.of();
        };
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            String reason = step.equals("returned") ? "addressee-gone" : "";
            later.in(options.stepDelay().multipliedBy(i + 1L), () -> responses.write(id, step, reason));
        }
    }

    /** A refused letter is put aside, so that the same id can be handed over again once it is mended. */
    private void refuse(Path path, String id, String reason) throws IOException {
        Files.delete(path);
        Files.deleteIfExists(incoming.resolve(id + ".pdf"));
        responses.write(id, "rejected", reason);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
