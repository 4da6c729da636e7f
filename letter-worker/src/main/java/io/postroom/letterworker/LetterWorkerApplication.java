package io.postroom.letterworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.worker.ChannelWorker;
import io.postroom.worker.WorkerApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The letter worker: lays letters out and hands them to a print house. */
// PDFBox's messages may quote what a damaged file holds; the SFTP client's name every file.
@WorkerApplication(quietLoggers = {"org.apache.pdfbox", "org.apache.fontbox", "org.apache.sshd"})
@EnableConfigurationProperties(LetterSettings.class)
public class LetterWorkerApplication {

    /** Starts it with Spring Boot's usual arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(LetterWorkerApplication.class, arguments);
    }

    @Bean
    ChannelWorker<LetterRequest> letterChannel(LetterSettings settings, MeterRegistry meters) {
        return new LetterChannel(settings, meters);
    }
}
