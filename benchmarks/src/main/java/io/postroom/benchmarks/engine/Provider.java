package io.postroom.benchmarks.engine;

/** Stands in for whoever takes messages: enters one in the ledger, and takes its time to answer. */
final class Provider {
    private final SharedLedger ledger;
    private final Load load;

    Provider(SharedLedger ledger, Load load) {
        this.ledger = ledger;
        this.load = load;
    }

    /** Hands over a message; blocks until the provider answers. */
    void accept(byte[] message) throws InterruptedException {
        Payload payload = Payload.of(message);
        ledger.accept(payload);
        int millis = load.millis(payload.number());
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
