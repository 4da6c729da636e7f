package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.deliveryengine.Pace;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.worker.Attempt;
import io.postroom.worker.ProviderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrintHouseProviderTest {

    private static final String ID = Requests.ID.toString();
    private static final String LETTER = "incoming/" + ID + ".pdf";
    private static final String MANIFEST = "incoming/" + ID + ".json";
    private static final Attempt FIRST = new Attempt(1, Instant.EPOCH, false);
    private static final ParcelMaker PARCELS = new ParcelMaker(new LetterLayout(), StationeryProfile.standard(),
            new SimpleMeterRegistry());

    @TempDir
    Path folder;
    private TestServer server;
    private final List<SftpConnections> started = new ArrayList<>();

    @BeforeEach
    void start() {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() throws IOException {
        started.forEach(SftpConnections::stop);
        server.close();
    }

    @Test
    void writesTheManifestLastAndEachFileInFull() throws Exception {
        // When
        ProviderResult result = send(server.settings(), Requests.letter());

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Accepted(List.of(ID), "handed-over"));
        assertThat(server.steps()).containsExactly("wrote " + ID + ".pdf.part", "renamed to " + ID + ".pdf",
                "wrote " + ID + ".json.part", "renamed to " + ID + ".json");
        assertThat(server.list("incoming")).containsExactly(ID + ".json", ID + ".pdf");
        JsonNode manifest = JsonMapper.shared().readTree(server.read(MANIFEST));
        byte[] pdf = server.read(LETTER);
        assertThat(manifest.get("file").asString()).isEqualTo(ID + ".pdf");
        assertThat(manifest.get("pages").asInt()).isEqualTo(1);
        assertThat(manifest.get("sheets").asInt()).isEqualTo(1);
        assertThat(manifest.get("postage").asString()).isEqualTo("second");
        assertThat(manifest.get("bytes").asInt()).isEqualTo(pdf.length);
        assertThat(manifest.get("sha256").asString())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pdf)));
        assertThat(manifest.get("createdAt").asString()).isEqualTo("2026-07-01T23:30:00Z");
        assertThat(text(pdf)).contains("Mrs A Person", "2 July 2026", "Reference: LPA 7000-1234",
                "Your form is **here**.");
    }

    @Test
    void asksForItsPlaceInTheRateRightBeforeItHandsOver() throws Exception {
        // Given
        LetterSettings settings = server.settings();
        PrintHouseProvider provider = provider(settings, connections(settings));
        List<List<String>> there = new ArrayList<>();
        Attempt attempt = new Attempt(1, Instant.EPOCH, false, new Pace() {
            @Override
            public boolean firstCall() {
                there.add(List.of(folder.resolve("incoming").toFile().list()));
                return there.size() > 1;
            }

            @Override
            public boolean nextCall() {
                throw new AssertionError("a letter is one call");
            }
        });

        // When
        ProviderResult first = provider.send(Requests.letter(), attempt);
        ProviderResult second = provider.send(Requests.letter(), attempt);

        // Then
        assertThat(provider.limits().placeAtCall()).isTrue();
        assertThat(there).hasSize(2).allSatisfy(
                names -> assertThat(names).containsExactlyInAnyOrder(ID + ".pdf", ID + ".json.part"));
        assertThat(first).isEqualTo(new ProviderResult.Unfinished());
        assertThat(second).isEqualTo(new ProviderResult.Accepted(List.of(ID), "handed-over"));
    }

    @Test
    void doesNotHandOverAgainWhatThePrintHouseHas() throws Exception {
        for (String trace : List.of("incoming/" + ID + ".json", "received/" + ID + ".json",
                "responses/" + ID + ".accepted.json", "responses/" + ID + ".rejected.json")) {
            // Given
            server.write(trace, "{}");

            // When
            ProviderResult result = send(server.settings(), Requests.letter());

            // Then
            assertThat(result).isEqualTo(new ProviderResult.Accepted(List.of(ID), "had-already"));
            assertThat(server.steps()).as(trace).isEmpty();
            Files.delete(folder.resolve(trace));
        }
    }

    @Test
    void replacesWhatAnInterruptedHandOverLeft() throws Exception {
        // Given a hand-over that ended before the manifest
        server.write(LETTER, "half a letter");
        server.write(LETTER + ".part", "half a");
        server.write(MANIFEST + ".part", "{");

        // When
        ProviderResult result = send(server.settings(), Requests.letter());

        // Then
        assertThat(result).isInstanceOf(ProviderResult.Accepted.class);
        assertThat(text(server.read(LETTER))).contains("Mrs A Person");
    }

    @Test
    void findsOutAfterALostAnswerThatTheLetterIsThere() throws Exception {
        // Given a connection that is lost when the manifest has its name and nobody was told
        server.afterManifest(() -> {
            server.afterManifest(() -> {});
            server.cut();
        });

        // When
        ProviderResult result = send(server.settings(), Requests.letter());

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Accepted(List.of(ID), "found"));
        assertThat(server.exists(MANIFEST)).isTrue();
    }

    @Test
    void givesALetterToNobodyWithAnotherHostKey() throws Exception {
        // Given
        String other = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        // When
        ProviderResult result = send(server.settings(TestServer.PASSWORD, other, server.settings().folders()),
                Requests.letter());

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Configuration("cannot verify the host key"));
        assertThat(server.steps()).isEmpty();
    }

    @Test
    void closesWhenItCannotSignInOrHasNoFolder() throws Exception {
        // Given
        LetterSettings settings = server.settings();

        // When
        ProviderResult wrongPassword = send(server.settings("wrong", server.fingerprint(), settings.folders()),
                Requests.letter());
        ProviderResult noFolder = send(server.settings(TestServer.PASSWORD, server.fingerprint(),
                new LetterSettings.Folders("nowhere", "received", "responses")), Requests.letter());
        server.close();
        ProviderResult nobodyThere = send(settings, Requests.letter());

        // Then
        assertThat(wrongPassword).isEqualTo(new ProviderResult.Configuration("cannot sign in"));
        assertThat(noFolder).isInstanceOf(ProviderResult.Configuration.class);
        assertThat(nobodyThere).isEqualTo(new ProviderResult.Configuration("cannot connect"));
    }

    @Test
    void connectsAgainAfterALostConnection() throws Exception {
        // Given a connection that was used and then lost
        LetterSettings settings = server.settings();
        SftpConnections connections = connections(settings);
        PrintHouseProvider provider = provider(settings, connections);
        server.write("received/" + ID + ".json", "{}");
        provider.send(Requests.letter(), FIRST);
        server.cut();
        Files.delete(folder.resolve("received/" + ID + ".json"));

        // When
        ProviderResult first = provider.send(Requests.letter(), FIRST);
        ProviderResult second = first instanceof ProviderResult.Accepted
                ? first
                : provider.send(Requests.letter(), FIRST);

        // Then
        assertThat(first).isNotInstanceOf(ProviderResult.Unknown.class);
        assertThat(second).isInstanceOf(ProviderResult.Accepted.class);
    }

    @Test
    void refusesWhatCannotBePrinted() throws Exception {
        // When
        ProviderResult tooWide = send(server.settings(),
                Requests.letter(List.of("W".repeat(60), "1 High Street", "SW1A 1AA"), "text"));
        ProviderResult tooLong = send(server.settings(),
                Requests.letter(List.of("A", "B", "SW1A 1AA"), "a\n\n---\n\n".repeat(11)));
        ProviderResult noGlyphs = send(server.settings(), Requests.letter(List.of("A", "B", "SW1A 1AA"), "漢字"));
        ProviderResult empty = send(server.settings(), Requests.letter(List.of("A", "SW1A 1AA"), " "));

        // Then
        assertThat(tooWide).isEqualTo(new ProviderResult.PermanentContent("content-outside-printable-area"));
        assertThat(tooLong).isEqualTo(new ProviderResult.PermanentContent("letter-too-long"));
        assertThat(noGlyphs).isEqualTo(new ProviderResult.PermanentContent("unprintable-characters"));
        assertThat(empty).isEqualTo(new ProviderResult.PermanentContent("not-enough-address-lines,letter-is-empty"));
        assertThat(server.steps()).isEmpty();
    }

    private ProviderResult send(LetterSettings settings, LetterRequest request) throws InterruptedException {
        assertThat(settings.problems()).isEmpty();
        return provider(settings, connections(settings)).send(request, FIRST);
    }

    private SftpConnections connections(LetterSettings settings) {
        SftpConnections connections = new SftpConnections(settings);
        started.add(connections);
        connections.start();
        return connections;
    }

    private static PrintHouseProvider provider(LetterSettings settings, SftpConnections connections) {
        return new PrintHouseProvider(settings, PARCELS, new PrintHouse(connections, settings.folders()));
    }

    private static String text(byte[] file) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(pdf);
        }
    }
}
