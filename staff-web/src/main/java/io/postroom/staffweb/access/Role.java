package io.postroom.staffweb.access;

/** What somebody is in a service. Roles do not contain each other; people may have several. */
public enum Role {
    /** Looks up what became of messages. */
    VIEWER,
    /** Sends messages, and takes them back. */
    SENDER,
    /** Lets big sends of others go, and what a brake holds. */
    APPROVER,
    /** Sees who did and saw what, and releases addresses and brakes. */
    ADMINISTRATOR
}
