package io.postroom.images;

/** Images cannot be built; the message says why, and what to do. */
final class ImagesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImagesException(String message) {
        super(message);
    }

    ImagesException(String message, Throwable cause) {
        super(message, cause);
    }
}
