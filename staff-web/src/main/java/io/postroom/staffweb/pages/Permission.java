package io.postroom.staffweb.pages;

import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import org.springframework.security.access.AccessDeniedException;

/** Lets people do what they may. */
public final class Permission {
    private Permission() {}

    /** Refuses whoever may do it in no service. */
    public static void require(Staff staff, Act act) {
        if (!staff.may(act)) {
            throw new AccessDeniedException("No role allows this.");
        }
    }

    /** A page of a service where they may not is not there. */
    public static void require(Staff staff, Act act, String service) {
        require(staff, act);
        if (!staff.may(act, service)) {
            throw new NotFoundException();
        }
    }
}
