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
