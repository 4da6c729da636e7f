package io.postroom.staffweb.batch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form with a file brought. Personal data.
 *
 * @param fields its other fields, by name
 * @param file the file, or null when none was chosen or it did not come whole
 * @param fault why it did not, or null
 */
record Upload(Map<String, String> fields, @Nullable File file, @Nullable Fault fault) {
    /** Under this name a request has it. */
    static final String ATTRIBUTE = Upload.class.getName();

    /** A file. */
    record File(String name, byte[] bytes) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Why a file did not come whole. */
    enum Fault {
        /** It is bigger than any that is read. */
        TOO_BIG,
        /** It took longer than anybody waits for it. */
        TOO_SLOW,
        /** It ended in the middle. */
        BROKEN,
        /** Too many others are uploading. */
        BUSY
    }

    Upload {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "Upload[•••]";
    }
}
