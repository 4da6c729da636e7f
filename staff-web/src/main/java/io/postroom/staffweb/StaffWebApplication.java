package io.postroom.staffweb;

import io.postroom.staffweb.batch.BatchConfiguration;
import java.util.Arrays;
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
    /** Starts the service; with {@code migrate} as its first argument it only brings the database up to date, and ends. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(MigrationApplication.ARGUMENT)) {
            MigrationApplication.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            SpringApplication.run(StaffWebApplication.class, arguments);
        }
    }
}
