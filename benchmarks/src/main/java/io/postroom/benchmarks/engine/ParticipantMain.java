package io.postroom.benchmarks.engine;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** One participant in a process of its own; SIGTERM stops it as its users would. */
public final class ParticipantMain {
    private ParticipantMain() {}

    /** Engine, broker, topic, group, in flight, load, ledger. */
    public static void main(String[] arguments) throws InterruptedException {
        Engine engine = Engine.valueOf(arguments[0]);
        Provider provider = new Provider(new SharedLedger(Path.of(arguments[6])), Load.valueOf(arguments[5]));
        Participant participant = engine.participant(new Participant.Task(arguments[1], arguments[2], arguments[3],
                Integer.parseInt(arguments[4]), provider));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(participant::stop));
        participant.start();
        new CountDownLatch(1).await();
    }
}
