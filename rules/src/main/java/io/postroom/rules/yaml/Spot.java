package io.postroom.rules.yaml;

import org.yaml.snakeyaml.error.Mark;

/**
 * A place in a file.
 *
 * @param file the file, relative to the folder of rule sets
 * @param line from 1
 * @param column from 1
 */
public record Spot(String file, int line, int column) {

    /** The beginning of a file. */
    public static Spot startOf(String file) {
        return new Spot(file, 1, 1);
    }

    static Spot of(String file, Mark mark) {
        return new Spot(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
