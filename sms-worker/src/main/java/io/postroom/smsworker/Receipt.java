package io.postroom.smsworker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery receipt, read.
 *
 * @param messageId as the provider wrote it
 * @param state     the final or intermediate state
 * @param error     the network's or provider's error code, or null
 * @param doneAt    when it happened, or null if the receipt does not say so readably
 */
record Receipt(String messageId, MessageState state, @Nullable String error, @Nullable Instant doneAt) {}
