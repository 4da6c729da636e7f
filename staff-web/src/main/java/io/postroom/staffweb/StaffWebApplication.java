package io.postroom.staffweb;

import io.postroom.staffweb.batch.BatchConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The pages for staff. Runs as a process of its own, or beside other services in one JVM. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StaffConfiguration.class, DatabaseConfiguration.class, KafkaConfiguration.class, PagesConfiguration.class,
        SignInConfiguration.class, BatchConfiguration.class})
public class StaffWebApplication {
    /** Starts the service. */
    public static void main(String[] arguments) {
        SpringApplication.run(StaffWebApplication.class, arguments);
    }
}
