package io.postroom.letterworker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The print house's server cannot be used: nothing was handed over. */
final class CannotConnectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String step;

    /**
     * Names the step that failed.
     *
     * @param step what it failed to do, as words that follow "failed to"
     */
    CannotConnectException(String step, @Nullable Throwable cause) {
        super("The print house's SFTP server cannot be used: it failed to " + step + ".", cause);
        this.step = step;
    }

    String step() {
        return step;
    }
}
