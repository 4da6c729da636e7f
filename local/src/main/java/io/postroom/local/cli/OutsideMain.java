package io.postroom.local.cli;

import io.postroom.local.outside.OutsideOptions;
import io.postroom.local.outside.OutsideWorld;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The outside world as a process of its own, for tests and trials whose ledger has to outlive everything else. Says where
 * it listens, and runs until it is stopped.
 */
public final class OutsideMain {
    private static final List<String> VALUES = List.of("--folder", "--smsc-port", "--mail-port", "--print-port",
            "--inbox-port", "--bounces-port");

    private OutsideMain() {}

    /** {@code --folder DIR}, and a port for each that should not be a free one. */
    public static void main(String[] arguments) throws InterruptedException {
        Console console = new Console(System.out, System.err);
        try {
            run(Arguments.of(List.of(arguments), List.of(), VALUES), console);
        } catch (MisuseException e) {
            console.complain(e.getMessage());
            System.exit(Main.MISUSED);
        }
    }

    private static void run(Arguments given, Console console) throws InterruptedException {
        Path folder = Path.of(given.value("--folder")
                .orElseThrow(() -> new MisuseException("Say with --folder where the ledger is to be.")));
        try (OutsideWorld outside = OutsideWorld.start(OutsideOptions.freePorts(folder).withPorts(
                given.port("--smsc-port", 0), given.port("--mail-port", 0), given.port("--print-port", 0),
                given.port("--inbox-port", 0)))) {
            int bounces = given.port("--bounces-port", 0);
            if (bounces != 0) {
                outside.mail().routeReportsTo(InetSocketAddress.createUnresolved("127.0.0.1", bounces));
            }
            console.say("smsc=%d mail=%d print=%d print-host-key=%s inbox=%s".formatted(outside.smsc().port(),
                    outside.mail().port(), outside.print().port(), outside.print().hostKeyFingerprint(),
                    outside.inbox()));
            // The end of this process is the only end.
            new CountDownLatch(1).await();
        }
    }
}
