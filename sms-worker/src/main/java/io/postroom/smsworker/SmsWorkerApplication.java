package io.postroom.smsworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.worker.WorkerApplication;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Delivers texts over SMPP. */
// jSMPP prints whole PDUs, numbers and texts included.
@WorkerApplication(quietLoggers = "org.jsmpp")
@EnableConfigurationProperties(SmsSettings.class)
public class SmsWorkerApplication {
    /** Starts the worker. */
    public static void main(String[] arguments) {
        SpringApplication.run(SmsWorkerApplication.class, arguments);
    }

    @Bean
    SmsChannel smsChannel(SmsSettings settings, SslBundles bundles, MeterRegistry meters, Clock clock) {
        return new SmsChannel(settings, bundles, meters, clock);
    }
}
