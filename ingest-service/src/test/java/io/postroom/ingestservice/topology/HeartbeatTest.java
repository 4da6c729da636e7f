package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Requests of nobody that show whether the lanes move. */
class HeartbeatTest {
    private static final Duration EVERY = Duration.ofMinutes(1);

    @Test
    void each_lane_gets_one_in_each_interval_and_nobody_is_told() {
        try (TopologyHarness ingest = TopologyHarness.beating(EVERY)) {
            // When
            ingest.advance(EVERY);

            // Then
            for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
                for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
                    assertThat(ingest.records(TopologyHarness.TOPICS.request(channel, lane))).as("%s %s", channel, lane)
                            .singleElement().satisfies(record -> assertThat(record.key()).startsWith("heartbeat-"));
                }
            }
            assertThat(ingest.statuses()).isEmpty();
            assertThat(ingest.decisions()).isEmpty();

            // When
            ingest.advance(EVERY);

            // Then
            List<SpecificRecord> next = ingest.requests(Channel.SMS, Priority.NORMAL);
            assertThat(next).singleElement().isInstanceOfSatisfying(SmsRequest.class, request -> {
                assertThat(request.getIdentity().getService()).isEqualTo(Names.HEARTBEAT_SERVICE);
                assertThat(request.getIdentity().getCreatedAt()).isEqualTo(ingest.clock.instant());
                assertThat(request.getTerms().getExpiresAt())
                        .isEqualTo(ingest.clock.instant().plus(Duration.ofDays(1)));
            });
        }
    }

    @Test
    void there_are_none_unless_they_are_asked_for() {
        try (TopologyHarness ingest = new TopologyHarness()) {
            // When
            ingest.advance(Duration.ofDays(1));

            // Then
            assertThat(ingest.requests()).isEmpty();
        }
    }
}
