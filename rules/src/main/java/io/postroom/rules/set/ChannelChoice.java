package io.postroom.rules.set;

import io.postroom.content.Channel;
import java.util.List;

/** Which channels a rule writes by. */
public sealed interface ChannelChoice {

    /** Every one of these. */
    record All(List<Channel> channels) implements ChannelChoice {
        public All {
            channels = List.copyOf(channels);
        }
    }

    /**
     * The one that the recipient prefers if they can be reached by it, else the first by which they can.
     *
     * @param order the channels that the template is written for, in the order in which they are tried
     */
    record Preferred(List<Channel> order) implements ChannelChoice {
        public Preferred {
            order = List.copyOf(order);
        }
    }

    /** Every channel that may be used. */
    default List<Channel> possible() {
        return switch (this) {
            case All(List<Channel> channels) -> channels;
            case Preferred(List<Channel> order) -> order;
        };
    }
}
