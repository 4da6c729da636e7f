package io.postroom.emailworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.worker.WorkerApplication;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Delivers e-mails over SMTP. */
// These print addresses and message traffic.
@WorkerApplication(quietLoggers = {"org.eclipse.angus", "jakarta.mail", "org.subethamail", "org.apache.james.mime4j"})
@EnableConfigurationProperties({EmailSettings.class, KeySettings.class})
public class EmailWorkerApplication {
    /** Starts the worker. */
    public static void main(String[] arguments) {
        SpringApplication.run(EmailWorkerApplication.class, arguments);
    }

    @Bean
    EmailChannel emailChannel(EmailSettings settings, KeySettings keys, SslBundles bundles, MeterRegistry meters,
            Clock clock) {
        return new EmailChannel(settings, keys, bundles, meters, clock);
    }
}
