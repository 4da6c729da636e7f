package io.postroom.local.cli;

/** The command line asks for something that does not exist. */
final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }
}
