package io.postroom.rules.set;

import io.postroom.rules.expression.Expressions;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Spot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads every service's folder under the folder of rule sets. */
public final class RuleSetLoader {
    private final Expressions expressions;
    private final Problems problems;

    /** A loader that reports to a list of problems. */
    public RuleSetLoader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** The rule sets; of use only when there are no errors. */
    public List<RuleSet> load(Path directory) throws IOException {
        List<RuleSet> sets = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            problems.error(Spot.startOf("."), "The folder of rule sets does not exist or is not a folder.");
            return sets;
        }
        List<Path> folders;
        try (Stream<Path> listed = Files.list(directory)) {
            folders = listed.filter(folder -> Files.isRegularFile(folder.resolve(RuleSetReader.FILE))).sorted()
                    .toList();
        }
        if (folders.isEmpty()) {
            problems.error(Spot.startOf("."),
                    "There is no rule set: each service has a folder of its own with a rules.yaml in it.");
        }
        Map<String, String> fileOfService = new HashMap<>();
        for (Read read : inParallel(folders)) {
            problems.addAll(read.problems());
            RuleSet set = read.set();
            if (set == null) {
                continue;
            }
            Path folder = read.folder();
            String file = folder.getFileName() + "/" + RuleSetReader.FILE;
            String earlier = fileOfService.putIfAbsent(set.service(), file);
            if (earlier == null) {
                sets.add(set);
            } else {
                problems.error(Spot.startOf(file), "The service '" + set.service() + "' already has rules in " + earlier
                        + "; a service has one file.");
            }
        }
        new SourceAgreement(sets, problems).check();
        return sets;
    }

    /** One folder's rules, or null, and what is wrong with them. */
    private record Read(Path folder, @Nullable RuleSet set, Problems problems) {}

    /** Services have nothing in common, and compiling expressions is most of the work: each processor takes some. */
    private List<Read> inParallel(List<Path> folders) throws IOException {
        try {
            return folders.parallelStream().map(this::read).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Read read(Path folder) {
        Problems own = new Problems();
        try {
            return new Read(folder, new RuleSetReader(expressions, own).read(folder), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
