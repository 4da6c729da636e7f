package io.postroom.images;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service in its training run: a process that writes down what it does when it is stopped in order. */
final class TrainedProcess {
    private static final int READY_SECONDS = 180;
    private static final int END_SECONDS = 120;

    private final Image image;
    private final URI address;
    private final Path log;
    private final Process process;

    private TrainedProcess(Image image, URI address, Path log, Process process) {
        this.image = image;
        this.address = address;
        this.log = log;
        this.process = process;
    }

    static TrainedProcess start(Image image, List<String> commandLine, List<String> arguments, URI address, Path log) {
        List<String> command = new ArrayList<>(commandLine);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
            // Whatever ends this program must not leave it alone.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
            return new TrainedProcess(image, address, log, process);
        } catch (IOException e) {
            throw new ImagesException(image.imageName() + " cannot be started.", e);
        }
    }

    Image image() {
        return image;
    }

    URI address() {
        return address;
    }

    void awaitReady() {
        Pause pause = Pause.atMost(READY_SECONDS);
        while (!Http.isOk(address.resolve("/actuator/health/readiness"))) {
            if (!process.isAlive() || !pause.again()) {
                throw new ImagesException(
                        image.imageName() + " did not become ready in its training run; what it said is in "
                                + log);
            }
        }
    }

    void stop() {
        process.destroy();
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ImagesException(image.imageName() + " does not end; what it said is in " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("Interrupted.", e);
        }
    }
}
