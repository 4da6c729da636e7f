package io.postroom.staffweb.pages;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What is asked for is not there, or not for this person to see: the two look the same. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says no more. */
    public NotFoundException() {
        super("There is no such page.");
    }
}
