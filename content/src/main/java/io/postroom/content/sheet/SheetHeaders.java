package io.postroom.content.sheet;

import io.postroom.content.Channel;
import io.postroom.content.template.NameKey;
import io.postroom.content.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first row of a sheet, and what its columns are for. */
final class SheetHeaders {

    private final Channel channel;
    private final Template template;
    /** The headers of columns that hold data, by column; beyond them only names that are not there yet. */
    private final List<String> names;
    private final Map<String, List<Integer>> columnsByKey = new LinkedHashMap<>();
    /** The spellings of each recipient column that is there more than once, with data or without. */
    private final Map<String, Set<String>> duplicateRecipients = new LinkedHashMap<>();

    /**
     * @param width how many columns hold data in any row, counted from the left; a repeated header to the right of
     *        them does not make a list of what stands under the first
     */
    SheetHeaders(List<String> raw, int width, Template template) {
        this.channel = template.channel();
        this.template = template;
        this.names = new ArrayList<>(raw.subList(0, Math.min(width, raw.size())));
        Set<String> known = new LinkedHashSet<>(names);
        for (String name : raw.subList(names.size(), raw.size())) {
            names.add(known.add(name) ? name : "");
        }
        for (int i = 0; i < names.size(); i++) {
            String key = NameKey.of(names.get(i));
            if (!key.isEmpty()) {
                columnsByKey.computeIfAbsent(key, ignored -> new ArrayList<>()).add(i);
            }
        }
        findDuplicateRecipients(raw);
    }

    private void findDuplicateRecipients(List<String> raw) {
        Map<String, List<String>> spellings = new LinkedHashMap<>();
        for (String name : raw) {
            String key = NameKey.of(name);
            if (isRecipient(key)) {
                spellings.computeIfAbsent(key, ignored -> new ArrayList<>()).add(name);
            }
        }
        spellings.forEach((key, names) -> {
            if (names.size() > 1) {
                duplicateRecipients.put(key, new LinkedHashSet<>(names));
            }
        });
    }

    /** The headers, each spelling once. */
    List<String> shown() {
        return new LinkedHashSet<>(names).stream().filter(name -> !name.isEmpty()).toList();
    }

    /** The columns of a name however it is spelt, from the left. */
    List<Integer> columns(String key) {
        return columnsByKey.getOrDefault(key, List.of());
    }

    /** The columns that the message has placeholders for, by key. */
    List<String> wanted() {
        return template.placeholders().stream().map(NameKey::of).filter(columnsByKey::containsKey).distinct().toList();
    }

    /** The header of a column, for people. */
    String name(int column) {
        return names.get(column);
    }

    boolean hasRecipientColumns() {
        return switch (channel) {
            case SMS -> columnsByKey.containsKey(RecipientColumns.PHONE_NUMBER);
            case EMAIL -> columnsByKey.containsKey(RecipientColumns.EMAIL_ADDRESS);
            case LETTER -> {
                long lines = RecipientColumns.ADDRESS_LINES.stream().filter(columnsByKey::containsKey).count();
                boolean last = columnsByKey.containsKey(RecipientColumns.POSTCODE)
                        || columnsByKey.containsKey(RecipientColumns.LINE_7);
                yield lines + (last ? 1 : 0) >= 3;
            }
        };
    }

    boolean isRecipient(String key) {
        return RecipientColumns.of(channel).contains(key);
    }

    /** The spellings of recipient columns that are there more than once. */
    List<String> duplicateRecipients() {
        return duplicateRecipients.values().stream().flatMap(Set::stream).toList();
    }

    boolean isDuplicateRecipient(String key) {
        return duplicateRecipients.containsKey(key);
    }

    /** The names of columns that the message needs and the sheet does not have. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (channel != Channel.LETTER && !hasRecipientColumns()) {
            missing.add(RecipientColumns.shown(channel));
        }
        for (String name : template.placeholders()) {
            String key = NameKey.of(name);
            boolean alreadyMissing = channel != Channel.LETTER && isRecipient(key);
            if (!columnsByKey.containsKey(key) && !alreadyMissing && !RecipientColumns.isAddress(channel, key)) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** The columns whose cells must not be empty, by key. */
    Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>();
        if (channel != Channel.LETTER) {
            needed.addAll(RecipientColumns.of(channel));
        }
        template.placeholders().stream().map(NameKey::of)
                .filter(key -> !RecipientColumns.isAddress(channel, key)).forEach(needed::add);
        needed.retainAll(columnsByKey.keySet());
        return needed;
    }
}
