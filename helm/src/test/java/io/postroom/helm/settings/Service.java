package io.postroom.helm.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The services, with the records that their configuration is bound to. */
enum Service {
    INGEST("ingest", "io.postroom.ingestservice.config.IngestProperties"), SMS_WORKER("sms-worker",
            "io.postroom.worker.WorkerSettings", "io.postroom.smsworker.SmsSettings"), EMAIL_WORKER("email-worker",
                    "io.postroom.worker.WorkerSettings", "io.postroom.emailworker.EmailSettings",
                    "io.postroom.emailworker.KeySettings"), LETTER_WORKER("letter-worker",
                            "io.postroom.worker.WorkerSettings", "io.postroom.letterworker.LetterSettings"), STAFF_WEB(
                                    "staff-web", "io.postroom.staffweb.config.StaffProperties");

    private final String component;
    private final List<String> records;

    Service(String component, String... records) {
        this.component = component;
        this.records = List.of(records);
    }

    /** Its name in the chart. */
    String component() {
        return component;
    }

    /** Whether it has a checker that fills in the defaults, instead of settings that check themselves. */
    boolean hasChecker() {
        return this == INGEST || this == STAFF_WEB;
    }

    /** What its checker makes of the properties. */
    Object check(Object properties) throws ReflectiveOperationException {
        return Class.forName(properties.getClass().getPackageName() + ".SettingsChecker")
                .getMethod("check", properties.getClass()).invoke(null, properties);
    }

    /** Prefix to record. */
    Map<String, Class<?>> records() {
        Map<String, Class<?>> found = new LinkedHashMap<>();
        for (String name : records) {
            try {
                Class<?> record = Class.forName(name);
                found.put(record.getAnnotation(ConfigurationProperties.class).value(), record);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        return found;
    }

    /** Every property that it reads. */
    List<Property> properties() {
        return records().entrySet().stream().flatMap(one -> Property.of(one.getValue(), one.getKey()).stream())
                .toList();
    }
}
