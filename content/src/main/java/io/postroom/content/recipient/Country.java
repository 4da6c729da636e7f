package io.postroom.content.recipient;

/**
 * A country or territory as letters are addressed to it.
 *
 * @param name the name printed on the envelope
 * @param zone what it costs
 */
record Country(String name, PostageZone zone) {

    static final Country UNITED_KINGDOM = new Country("United Kingdom", PostageZone.UNITED_KINGDOM);

    boolean isForeign() {
        return zone != PostageZone.UNITED_KINGDOM;
    }
}
