package io.postroom.ingestservice.config;

import io.postroom.content.recipient.Safelist;
import io.postroom.ingestservice.audience.Audience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks who is written to. A list that is not switched on stops the start as well: whoever wrote it down believes that nobody
 * else is written to. Entries are personal data and are named by their place.
 */
final class SafelistChecker {
    private static final String NAME = "postroom.ingest.safelist";
    private static final String WHAT = " is neither a telephone number, nor an e-mail address, nor a postal address with"
            + " commas between its lines.";

    private final List<String> problems;

    SafelistChecker(List<String> problems) {
        this.problems = problems;
    }

    Audience check(IngestProperties.@Nullable Safelist safelist) {
        if (safelist == null) {
            return Audience.EVERYBODY;
        }
        List<String> entries = new ArrayList<>(safelist.recipients() == null ? List.of() : safelist.recipients());
        for (int i = 0; i < entries.size(); i++) {
            if (!Safelist.understands(entries.get(i))) {
                problems.add(NAME + ".recipients[" + i + "]" + WHAT);
            }
        }
        Path file = safelist.recipientsFile();
        if (file != null) {
            entries.addAll(read(file));
        }
        if (!Boolean.TRUE.equals(safelist.enabled())) {
            if (safelist.recipients() != null || file != null) {
                problems.add(NAME + " names recipients and is not enabled, so that everybody would be written to."
                        + " Set " + NAME + ".enabled to true, or leave the recipients out.");
            }
            return Audience.EVERYBODY;
        }
        return Audience.only(new Safelist(entries));
    }

    private List<String> read(Path file) {
        List<String> entries = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                if (!Safelist.understands(line)) {
                    problems.add(NAME + ".recipients-file: line " + (i + 1) + WHAT);
                }
                entries.add(line);
            }
        } catch (IOException e) {
            problems.add(NAME + ".recipients-file: the file '" + file + "' cannot be read.");
        }
        return entries;
    }
}
