package io.postroom.staffweb.access;

/** What somebody is in a service. Roles do not contain each other; people may have several. */
public enum Role {
    /** Looks up what became of messages. */
    VIEWER,
    /** Sends messages. */
    SENDER,
    /** Lets big sends of others go. */
    APPROVER,
    /** Sees who did and saw what. */
    ADMINISTRATOR
}
