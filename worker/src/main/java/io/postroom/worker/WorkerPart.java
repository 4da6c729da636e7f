package io.postroom.worker;

/** Something that runs beside the engine: a provider's connections, or a source of receipts. */
public interface WorkerPart {
    /** What it is, for logs and health: a few words, without personal data. */
    String name();

    /**
     * Starts. Called once Kafka and the registry have been reached. An absent outside world is not a failure: it is
     * waited for in the background.
     *
     * @throws Exception if it cannot start now, such as a port in use; it is called again, with back-off
     */
    void start() throws Exception;

    /**
     * Stops, after the engine has: what came from outside and is not durable yet is left for the outside to repeat.
     * Returns when nothing of it runs any more. Also called when it never started.
     */
    void stop();
}
