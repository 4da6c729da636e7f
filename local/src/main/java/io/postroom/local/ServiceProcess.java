package io.postroom.local;

import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Readiness;
import java.net.URI;
import java.time.Duration;

/** A service as a process of its own: what crash tests stop and kill. */
public final class ServiceProcess implements RunningService {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Service service;
    private final URI address;
    private final ChildProcess process;

    ServiceProcess(Service service, URI address, ChildProcess process) {
        this.service = service;
        this.address = address;
        this.process = process;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public URI address() {
        return address;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of its log, to say what went wrong. */
    public String lastLines() {
        return process.lastLines();
    }

    @Override
    public void awaitReady(Duration patience) {
        Readiness.await(process, patience, () -> HealthProbe.isReady(address));
    }

    /** Kills it with SIGKILL, as a power cut does. */
    public void kill() {
        process.kill();
    }

    /** Stops it with SIGTERM, and waits until it has drained. */
    @Override
    public void close() {
        process.stop(DRAIN);
    }
}
