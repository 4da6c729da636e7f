package io.postroom.ingestservice;

import io.postroom.ingestservice.lifecycle.IngestRuntime;
import org.springframework.context.SmartLifecycle;

/** Starts the topology when the context is up and stops it before anything that it uses. */
final class IngestLifecycle implements SmartLifecycle {
    private final IngestRuntime runtime;
    private volatile boolean running;

    IngestLifecycle(IngestRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void start() {
        running = true;
        runtime.start();
    }

    @Override
    public void stop() {
        running = false;
        runtime.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
