package io.postroom.ingestservice.topology;

import static io.postroom.schemas.v1.NotificationState.CANCELLED;
import static io.postroom.schemas.v1.NotificationState.CREATED;
import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static io.postroom.schemas.v1.NotificationState.FAILED;
import static io.postroom.schemas.v1.NotificationState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.Channel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every order in which the part of ingest that keeps chains may hear of a message, of what stands in for it, and of its end. */
class ChainOrdersTest {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void inEveryOrderOfHeldStatusAcceptanceReceiptAndCommandNothingIsSentThatWasTakenBack() {
        nothingIsSentThatWasTakenBack(ReorderedChain.ofOneEvent(ingest));
    }

    @Test
    void inEveryOrderAndHeardTwiceTheNextChannelIsUsedOnce() {
        theNextChannelIsUsedOnce(ReorderedChain.ofOneEvent(ingest));
    }

    @Test
    void inEveryOrderNothingFollowsWhatWasDelivered() {
        nothingFollowsWhatWasDelivered(ReorderedChain.ofOneEvent(ingest));
    }

    @Test
    @Tag("full")
    void theSameHoldsForWhatStandsInForACollectedMessage() {
        nothingIsSentThatWasTakenBack(ReorderedChain.ofCollected(ingest));
        theNextChannelIsUsedOnce(ReorderedChain.ofCollected(ingest));
        nothingFollowsWhatWasDelivered(ReorderedChain.ofCollected(ingest));
    }

    private void nothingIsSentThatWasTakenBack(ReorderedChain chain) {
        Orders.of(List.of("held", "sent", "accepted", "failed", "control")).forEach(order -> {
            // When
            chain.begin();
            order.forEach(chain::hears);
            ingest.advance(LOOK);
            ingest.advance(LOOK);

            // Then
            assertThat(chain.sent()).as("order %s", order).isEmpty();
            boolean overtaken = order.indexOf("control") < order.indexOf("held");
            boolean inItsTurn = order.indexOf("control") > Math.max(order.indexOf("held"),
                    Math.max(order.indexOf("accepted"), order.indexOf("failed")));
            chain.hearStatuses();
            assertThat(chain.states(chain.next())).as("order %s", order)
                    .isEqualTo(overtaken || inItsTurn ? List.of(CREATED, CANCELLED) : List.of());
            assertThat(chain.states(Channel.SMS)).as("order %s", order).contains(FAILED);
        });
    }

    private void theNextChannelIsUsedOnce(ReorderedChain chain) {
        Orders.of(List.of("held", "sent", "accepted", "failed")).forEach(order -> {
            // When
            chain.begin();
            order.forEach(chain::hears);
            order.forEach(chain::hears);
            ingest.advance(LOOK);
            ingest.advance(Duration.ofDays(4));

            // Then
            assertThat(chain.sent()).as("order %s", order).containsExactly(chain.next());
        });
    }

    private void nothingFollowsWhatWasDelivered(ReorderedChain chain) {
        Orders.of(List.of("held", "sent", "accepted", "delivered")).forEach(order -> {
            // When
            chain.begin();
            order.forEach(chain::hears);
            order.forEach(chain::hears);
            ingest.advance(Duration.ofDays(4));
            ingest.advance(LOOK);

            // Then
            chain.hearStatuses();
            assertThat(chain.sent()).as("order %s", order).isEmpty();
            assertThat(chain.states(Channel.SMS)).as("order %s", order).containsOnlyOnce(DELIVERED)
                    .doesNotContain(UNKNOWN);
        });
    }
}
