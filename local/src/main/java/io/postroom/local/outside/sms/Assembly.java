package io.postroom.local.outside.sms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the parts of long texts together, as a phone does.
 *
 * <p>Safe for use by any thread.
 */
final class Assembly {
    /** A text with all its parts. */
    record Whole(String from, String to, String text, String encoding, List<String> messageIds) {}

    private record Key(String from, String to, int reference, int total) {}

    private record Piece(SubmittedPart part, String messageId) {}

    private final Map<Key, TreeMap<Integer, Piece>> waiting = new HashMap<>();

    /** Adds a part; answers the whole text once it has all its parts. */
    synchronized Optional<Whole> add(SubmittedPart part, String messageId) {
        var place = part.place();
        if (place == null || place.total() <= 1) {
            return Optional.of(
                    new Whole(part.from(), part.to(), part.text(), part.encoding(), List.of(messageId)));
        }
        Key key = new Key(part.from(), part.to(), place.reference(), place.total());
        TreeMap<Integer, Piece> pieces = waiting.computeIfAbsent(key, unused -> new TreeMap<>());
        if (pieces.containsKey(place.sequence())) {
            // The same part again means that the sender began the text anew; a phone drops what it had.
            pieces.clear();
        }
        pieces.put(place.sequence(), new Piece(part, messageId));
        if (pieces.size() < place.total()) {
            return Optional.empty();
        }
        waiting.remove(key);
        StringBuilder text = new StringBuilder();
        List<String> ids = new ArrayList<>();
        for (Piece piece : pieces.values()) {
            text.append(piece.part.text());
            ids.add(piece.messageId);
        }
        return Optional.of(new Whole(part.from(), part.to(), text.toString(), part.encoding(), ids));
    }

    /** How many texts lack a part. */
    synchronized int incomplete() {
        return waiting.size();
    }
}
