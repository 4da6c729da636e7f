package io.postroom.staffweb.batch;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Template;
import io.postroom.staffweb.access.Staff;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A spreadsheet that somebody uploaded. Its file's name is personal data.
 *
 * @param wording the template
 * @param file its name, or null once that was removed, and the start of its hash
 * @param uploadedBy whose it is
 * @param uploadedAt since when
 * @param checked what the check found
 * @param choice what was decided about it
 * @param published how many requests the broker has
 * @param endedAt when its last message was handed over, or when it was stopped or withdrawn
 * @param redacted whether what names people is gone
 * @param wordingChanged whether it was stopped since its template is another one now
 */
public record Batch(UUID id, Wording wording, File file, Person uploadedBy, Instant uploadedAt, BatchState state,
        Check checked, Choice choice, int published, @Nullable Instant endedAt, boolean redacted,
        boolean wordingChanged) {

    /** The template that its rows fill in. */
    public record Wording(String service, String template, Channel channel, Language language, String hash) {
        /** Whether it is that of a template as it is now, or null where that is no more. */
        boolean isOf(@Nullable Template now) {
            return now != null && now.contentHash().equals(hash);
        }
    }

    /** The file. Its name is personal data. */
    public record File(@Nullable String name, String hash) {
        /** Enough of the hash for two people to compare. */
        public String shortHash() {
            return hash.substring(0, 12);
        }

        @Override
        public String toString() {
            return "File[" + shortHash() + "]";
        }
    }

    /** Whether somebody uploaded it or asked for it, and so cannot approve it. */
    boolean isOf(Staff staff) {
        Person askedBy = choice.askedBy();
        return uploadedBy.is(staff) || askedBy != null && askedBy.is(staff);
    }

    /** A person as the issuer calls them, and their name. */
    public record Person(String id, @Nullable String name) {
        static Person of(Staff staff) {
            return new Person(staff.id(), staff.name());
        }

        /** Whether this is that person. */
        boolean is(Staff staff) {
            return id.equals(staff.id());
        }

        /** What to show. */
        public String shown() {
            return name == null ? id : name;
        }

        @Override
        public String toString() {
            return "•••";
        }
    }

    /**
     * What the check found.
     *
     * @param found rows with something in them
     * @param rows how many of these are checked
     * @param good how many can be sent
     * @param repeated how many good ones say the same to the same person as an earlier row
     * @param sentToday how many good ones are for people who got this template today
     * @param parts how many texts are charged for the good ones
     * @param international how many go to numbers abroad
     * @param problems what is wrong with the file or its columns, or what must be mended in rows
     */
    public record Check(int found, int rows, int good, int repeated, int sentToday, long parts, int international,
            List<ToldProblem> problems) {
        /** How many cannot be sent. */
        public int bad() {
            return rows - good;
        }
    }

    /**
     * What was decided.
     *
     * @param toSend how many messages it comes to
     * @param parts how many texts are charged for these
     * @param sendAt the time that was asked for, or null for at once
     * @param askedBy who wants it sent
     * @param approvedBy the second person
     */
    public record Choice(boolean leaveOutRepeated, boolean leaveOutSentToday, int toSend, long parts,
            @Nullable Instant sendAt, @Nullable Person askedBy, @Nullable Person approvedBy) {}

    @Override
    public String toString() {
        return "Batch[" + id + ", " + state + "]";
    }
}
