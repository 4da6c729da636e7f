package io.postroom.ingestservice.waiting;

import java.time.Instant;

/**
 * Something that the service waits for at this moment.
 *
 * @param what what it waits for
 * @param detail why it cannot be had
 * @param since when the waiting began
 */
public record Wait(String what, String detail, Instant since) {}
