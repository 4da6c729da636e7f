package io.postroom.benchmarks.engine;

/** Something that reads a topic and hands its messages to a provider, many at a time. */
interface Participant {
    /** Begins; returns at once or soon. */
    void start();

    /** Stops as its users are told to stop it: what is in flight is waited for and committed. */
    void stop();

    /**
     * What it is to do.
     *
     * @param bootstrapServers the broker
     * @param topic what to read, from its beginning
     * @param group the consumer group
     * @param inFlight how many messages may be with the provider at a time
     * @param provider who takes them
     */
    record Task(String bootstrapServers, String topic, String group, int inFlight, Provider provider) {}
}
