package io.postroom.emailworker;

import java.util.HashSet;
import java.util.Set;

/** Counts the domains that refused by policy since the last acceptance. Safe for use by any thread. */
final class PolicyRefusals {
    private final int many;
    private final Set<String> domains = new HashSet<>();

    PolicyRefusals(int many) {
        this.many = many;
    }

    /** Notes a refusal; whether many different domains have refused in a row. */
    synchronized boolean refused(String domain) {
        if (domains.size() < many) {
            domains.add(domain);
        }
        return domains.size() >= many;
    }

    synchronized void accepted() {
        domains.clear();
    }
}
