package io.postroom.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** A service as a Spring context of this JVM. */
final class ServiceContext implements RunningService {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Service service;
    private final ConfigurableApplicationContext context;
    private final Path dumps;

    private ServiceContext(Service service, ConfigurableApplicationContext context, Path dumps) {
        this.service = service;
        this.context = context;
        this.dumps = dumps;
    }

    /**
     * Starts it with a file of properties; answers once its context stands, which may be before it is ready.
     *
     * @param dumps where to write what its threads do should it not become ready
     */
    static ServiceContext start(Service service, Path properties, Path dumps) {
        try {
            SpringApplication application = new SpringApplication(Class.forName(service.mainClass()));
            // The one who starts the contexts closes them, in its own order.
            application.setRegisterShutdownHook(false);
            // Logging belongs to the JVM: several contexts that set it up at a time fail each other's start.
            application.setListeners(application.getListeners().stream()
                    .filter(listener -> !(listener instanceof LoggingApplicationListener)).toList());
            return new ServiceContext(service,
                    application.run("--spring.config.additional-location=" + properties.toUri()), dumps);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class path lacks the service " + service.module() + ".", e);
        }
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public URI address() {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + "/");
    }

    @Override
    public void awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!HealthProbe.isReady(address())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The " + service.module() + " was not ready after "
                        + patience.toSeconds() + " seconds. Its health says: " + HealthProbe.answer(address())
                        + " What each thread was doing stands in " + ThreadDump.write(dumps) + ".");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a service started.", e);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
