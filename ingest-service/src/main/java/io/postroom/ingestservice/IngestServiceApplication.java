package io.postroom.ingestservice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Ingest: case events in, notification requests, decisions and statuses out. Runs as a process of its own, or beside other
 * services in one JVM.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IngestConfiguration.class)
public class IngestServiceApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        SpringApplication.run(IngestServiceApplication.class, arguments);
    }
}
