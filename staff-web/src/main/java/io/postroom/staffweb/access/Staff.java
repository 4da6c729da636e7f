package io.postroom.staffweb.access;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who is signed in, and what they are in each service.
 *
 * @param id the issuer's name of them, for the audit
 * @param name what they are called, for the page
 * @param roles by service; {@value #EVERY_SERVICE} stands for every one
 */
public record Staff(String id, String name, Map<String, Set<Role>> roles) {
    /** Instead of a service's name. */
    static final String EVERY_SERVICE = "*";

    public Staff {
        roles = Map.copyOf(roles);
    }

    /** Whether they may do something in a service. */
    public boolean may(Act act, String service) {
        return act.isAllowedTo(roles.getOrDefault(service, Set.of()))
                || act.isAllowedTo(roles.getOrDefault(EVERY_SERVICE, Set.of()));
    }

    /** Whether they may do something in any service. */
    public boolean may(Act act) {
        return roles.values().stream().anyMatch(act::isAllowedTo);
    }

    /** Those of some services in which they may do something, in the order of the alphabet. */
    public Set<String> services(Act act, Collection<String> some) {
        Set<String> allowed = new TreeSet<>(some);
        allowed.removeIf(service -> !may(act, service));
        return allowed;
    }

    @Override
    public String toString() {
        return "Staff[•••]";
    }
}
