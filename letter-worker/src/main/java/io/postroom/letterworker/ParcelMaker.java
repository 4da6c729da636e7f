package io.postroom.letterworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.letter.LetterCheck;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterFields;
import io.postroom.content.letter.LetterProblem;
import io.postroom.content.letter.LetterText;
import io.postroom.content.letter.Postage;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LaidOutLetter;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a parcel of a request. The same request always makes the same bytes, so that an interrupted hand-over can be
 * repeated by anyone at any time.
 */
final class ParcelMaker {

    /** A parcel, or why none can be made. */
    sealed interface Made {
        record Ready(Parcel parcel) implements Made {}

        /** Codes of what is wrong, joined by commas. */
        record Refused(String codes) implements Made {}
    }

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final LetterLayout layout;
    private final StationeryProfile profile;
    private final LetterCheck check;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Timer rendering;

    ParcelMaker(LetterLayout layout, StationeryProfile profile, MeterRegistry meters) {
        this.layout = layout;
        this.profile = profile;
        this.check = new LetterCheck(profile);
        this.rendering = Timer.builder("postroom.template.render").tag("channel", "letter")
                .description("From a letter's Markdown to its checked pages").register(meters);
    }

    Made make(LetterRequest request) {
        return rendering.record(() -> parcel(request));
    }

    private Made parcel(LetterRequest request) {
        List<LetterText> texts = texts(request);
        Postage postage = postage(request);
        if (texts.isEmpty() || postage == null) {
            // A symbol of a later version of the contract.
            return new Made.Refused(texts.isEmpty() ? "unknown-language" : "unknown-postage");
        }
        return switch (document(request, texts)) {
            case Checked.Valid<LetterDocument>(LetterDocument letter) -> make(request, letter, postage);
            case Checked.Invalid<LetterDocument>(List<Problem> problems) ->
                new Made.Refused(String.join(",", problems.stream().map(Problem::code).toList()));
        };
    }

    private Made make(LetterRequest request, LetterDocument letter, Postage postage) {
        LaidOutLetter laidOut = layout.layOut(letter, profile);
        if (laidOut.unprintable() > 0) {
            return new Made.Refused("unprintable-characters");
        }
        List<LetterProblem> problems = check.check(laidOut.pdf()).problems();
        if (!problems.isEmpty()) {
            return new Made.Refused(String.join(",", problems.stream().map(LetterProblem::code).toList()));
        }
        String id = request.getIdentity().getNotificationId().toString();
        byte[] pdf = laidOut.pdf();
        Manifest manifest = new Manifest(Manifest.VERSION, id, id + PrintHouse.LETTER, laidOut.pages(),
                profile.sheets(laidOut.pages()), profile.duplex(), postage.wireName(), pdf.length, sha256(pdf),
                request.getIdentity().getCreatedAt().toString());
        return new Made.Ready(new Parcel(id, pdf, json.writeValueAsBytes(manifest)));
    }

    private static Checked<LetterDocument> document(LetterRequest request, List<LetterText> texts) {
        Instant created = request.getIdentity().getCreatedAt();
        return LetterDocuments.letter(
                new LetterFields(request.getAddressLines(), created.atZone(LONDON).toLocalDate(),
                        Optional.ofNullable(request.getReference()), request.getContactBlock()),
                texts.getFirst(), texts.subList(1, texts.size()).toArray(LetterText[]::new));
    }

    /** What the letter says, in one language or in two; nothing when one of them is not known here. */
    private static List<LetterText> texts(LetterRequest request) {
        Language language = language(request.getIdentity().getLanguage());
        if (language == null) {
            return List.of();
        }
        LetterText first = new LetterText(language, request.getSubject(), request.getMarkdown());
        LetterWording second = request.getSecond();
        if (second == null) {
            return List.of(first);
        }
        Language other = language(second.getLanguage());
        return other == null
                ? List.of()
                : List.of(first, new LetterText(other, second.getSubject(), second.getMarkdown()));
    }

    private static @Nullable Language language(io.postroom.schemas.v1.Language language) {
        return switch (language) {
            case EN -> Language.EN;
            case CY -> Language.CY;
            case UNRECOGNISED -> null;
        };
    }

    private static @Nullable Postage postage(LetterRequest request) {
        return switch (request.getPostage()) {
            case FIRST -> Postage.FIRST;
            case SECOND -> Postage.SECOND;
            case ECONOMY -> Postage.ECONOMY;
            case EUROPE -> Postage.EUROPE;
            case REST_OF_WORLD -> Postage.REST_OF_WORLD;
            case UNRECOGNISED -> null;
        };
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
