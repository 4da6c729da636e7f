package io.postroom.deliveryengine;

/**
 * What a lane sees at one moment, for meters.
 *
 * @param at                when, by the engine's monotonic time
 * @param tracked           records not done
 * @param window            offsets between commit position and newest record, of the widest partition
 * @param baseAgeNanos      since the oldest record that is not done came
 * @param mapChars          of the longest commit metadata
 * @param paused            partitions held back
 * @param pastHalfRetention records not done that retention will take before long
 */
record LaneSnapshot(long at, long tracked, long window, long baseAgeNanos, int mapChars, int paused,
        int pastHalfRetention) {
    static final LaneSnapshot NONE = new LaneSnapshot(0, 0, 0, 0, 0, 0, 0);
}
