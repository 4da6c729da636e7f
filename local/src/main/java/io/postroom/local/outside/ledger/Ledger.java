package io.postroom.local.outside.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every message that the outside world accepted, in order, append-only.
 *
 * <p>An entry is written to {@code ledger.jsonl} before {@link #append} returns, so whoever is told "accepted" is told
 * something that the ledger already knows. Safe for use by any thread.
 */
public final class Ledger implements AutoCloseable {
    private static final String FILE = "ledger.jsonl";

    private final Path folder;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Accepted> entries = new ArrayList<>();
    private final BufferedWriter writer;

    private Ledger(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                entries.add(json.readValue(line, Accepted.class));
            }
        }
        this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Opens the ledger of a folder, with the entries that it already holds. */
    public static Ledger open(Path folder) {
        try {
            return new Ledger(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger in " + folder + " cannot be opened; is the folder writable?", e);
        }
    }

    /** Adds an entry under the next number. */
    public synchronized <T extends Accepted> T append(LongFunction<T> entry) {
        T accepted = entry.apply(entries.size() + 1L);
        try {
            writer.write(json.writerFor(Accepted.class).writeValueAsString(accepted));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger in " + folder + " cannot be written; is the disk full?", e);
        }
        entries.add(accepted);
        return accepted;
    }

    /** Everything, oldest first. */
    public List<Accepted> all() {
        return after(0);
    }

    /** Everything behind a number, oldest first. */
    public synchronized List<Accepted> after(long number) {
        return List.copyOf(entries.subList((int) Math.clamp(number, 0, entries.size()), entries.size()));
    }

    /** The texts, oldest first. */
    public List<AcceptedText> texts() {
        return ofType(AcceptedText.class);
    }

    /** The e-mails, oldest first. */
    public List<AcceptedEmail> emails() {
        return ofType(AcceptedEmail.class);
    }

    /** The letters, oldest first. */
    public List<AcceptedLetter> letters() {
        return ofType(AcceptedLetter.class);
    }

    /** How many entries there are. */
    public synchronized int size() {
        return entries.size();
    }

    /** The entry of a number. */
    public synchronized Optional<Accepted> find(long number) {
        return number >= 1 && number <= entries.size() ? Optional.of(entries.get((int) number - 1)) : Optional.empty();
    }

    /** Where the file of an e-mail or letter lies. */
    public Path file(String relative) {
        return folder.resolve(relative);
    }

    /** The entries as a JSON array, as {@code /ledger.json} gives them. */
    public String toJson(List<Accepted> some) {
        return json.writerFor(json.getTypeFactory().constructCollectionType(List.class, Accepted.class))
                .writeValueAsString(some);
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger in " + folder + " cannot be closed.", e);
        }
    }

    private <T extends Accepted> List<T> ofType(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
