package io.postroom.schemas;

/**
 * A topic that is configured otherwise than {@link TopicTerms} has it.
 *
 * @param topic its name
 * @param config the name of the configuration
 * @param found what it is
 * @param wanted what it should be
 * @param consequence what comes of it, as the end of "so that …"
 * @param fault whether nobody may begin to work with it; else it is another choice, which may stay
 */
public record TopicDifference(String topic, String config, String found, String wanted, String consequence,
        boolean fault) {
    /** What is wrong, why it matters and what to do. */
    public String sentence() {
        return "The topic " + topic + " has " + config + "=" + found + " and not " + wanted + ", so that " + consequence
                + ". Change it with kafka-configs.sh --alter --topic " + topic + " --add-config " + config + "="
                + wanted + ".";
    }
}
