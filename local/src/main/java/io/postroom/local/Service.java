package io.postroom.local;

import java.util.Locale;

/** One of Postroom's services. */
public enum Service {
    /** Events to requests. */
    INGEST("ingest-service", "io.postroom.ingestservice.IngestServiceApplication"),
    /** Texts. */
    SMS("sms-worker", "io.postroom.smsworker.SmsWorkerApplication"),
    /** E-mails. */
    EMAIL("email-worker", "io.postroom.emailworker.EmailWorkerApplication"),
    /** Letters. */
    LETTER("letter-worker", "io.postroom.letterworker.LetterWorkerApplication");

    private final String module;
    private final String mainClass;

    Service(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    /** The name of its module, which is also its name in messages. */
    public String module() {
        return module;
    }

    /** Its application class. */
    public String mainClass() {
        return mainClass;
    }

    /** The name of its folder in the data folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
