package io.postroom.staffweb.access;

import java.util.EnumSet;
import java.util.Set;

/** What can be done on the pages, and who may. */
public enum Act {
    /** See what became of messages, one by one or as numbers. */
    LOOK_UP(EnumSet.allOf(Role.class)),
    /** Send a message. */
    SEND(EnumSet.of(Role.SENDER)),
    /** See spreadsheets, their rows and results; stop or withdraw them. */
    SEE_SPREADSHEETS(EnumSet.of(Role.SENDER, Role.APPROVER)),
    /** Let a big spreadsheet of somebody else go. */
    APPROVE(EnumSet.of(Role.APPROVER)),
    /** Take a message back before it is handed over. */
    CANCEL(EnumSet.of(Role.SENDER)),
    /** Say what became of a message of which nobody is certain. */
    DECIDE(EnumSet.of(Role.SENDER)),
    /** Let an address that failed for good be written to again, by every service. */
    RELEASE_ADDRESS(EnumSet.of(Role.ADMINISTRATOR)),
    /** Stop what a service sends. Whoever may send may stop: it is urgent when it is needed, and loses nothing. */
    PULL_BRAKE(EnumSet.of(Role.SENDER, Role.APPROVER, Role.ADMINISTRATOR)),
    /** Let go what was stopped, or cancel it. */
    RELEASE_BRAKE(EnumSet.of(Role.APPROVER, Role.ADMINISTRATOR)),
    /** See who did and saw what. */
    SEE_AUDIT(EnumSet.of(Role.ADMINISTRATOR));

    private final Set<Role> roles;

    Act(Set<Role> roles) {
        this.roles = roles;
    }

    boolean isAllowedTo(Set<Role> some) {
        return some.stream().anyMatch(roles::contains);
    }
}
