package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.helm.support.Chart;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to those who have just installed the chart. */
class NotesTest {
    @Test
    void what_must_be_there_is_named_and_what_falls_with_one_instance_too() {
        // When
        String usual = Chart.notes("staff", Map.of());
        String lean = Chart.notes("staff", Map.of("smsWorker.replicaCount", 1, "letterWorker.autoscaling.type", "hpa",
                "topics.replicas", 1, "ingest.settings.standbyReplicas", 0));

        // Then
        assertThat(usual).contains("get secret db oidc postroom-keys print-house relay smsc-first")
                .doesNotContain("NOT HIGHLY AVAILABLE", "SLOW TO MOVE");
        assertThat(lean).contains("NOT HIGHLY AVAILABLE: sms-worker", "NOT HIGHLY AVAILABLE: letter-worker",
                "NOT HIGHLY AVAILABLE: topics.replicas is 1", "SLOW TO MOVE");
    }
}
