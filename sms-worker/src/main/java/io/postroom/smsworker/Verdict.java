package io.postroom.smsworker;

/** What a command_status means for the message, the account or the rate. */
enum Verdict {
    /** The provider asks for a lower rate. */
    THROTTLED,
    /** A passing failure. */
    TRANSIENT,
    /** The number does not exist. */
    RECIPIENT,
    /** The message is refused for good. */
    CONTENT,
    /** The sender is refused: a fault of the configuration that concerns this sender alone. */
    SENDER,
    /** The account is at fault. */
    ACCOUNT
}
