package io.postroom.rules.decision;

/** Which addresses are not written to, whatever service asks. */
@FunctionalInterface
public interface Suppressions {
    /** Every address may be written to. */
    Suppressions NONE = address -> Standing.FREE;

    /** How an address stands. */
    enum Standing {
        /** It may be written to. */
        FREE,
        /** Messages to it failed for good. */
        FAILED_BEFORE,
        /** Somebody decided that it is not written to. */
        STOPPED_BY_PERSON,
        /** This installation writes only to some people, and this is none of theirs. */
        NOT_ON_SAFELIST
    }

    /** How an address stands at the moment of the decision. */
    Standing of(Address address);
}
