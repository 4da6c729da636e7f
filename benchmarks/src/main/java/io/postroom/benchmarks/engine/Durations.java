package io.postroom.benchmarks.engine;

/**
 * How long each stretch of a run takes, in seconds, and how many messages there are.
 *
 * @param tenthWarm at a tenth of the load, not counted
 * @param tenth at a tenth of the load, counted
 * @param fullWarm at the full load, not counted: longer than a time-out, so that as many are stuck as ever will be
 * @param full at the full load, counted
 * @param saturatedWarm with more than can be done, not counted
 * @param saturated with more than can be done, counted
 * @param afterKill how long the next process is watched for what it repeats
 * @param steadyWarm of the steady load, not counted
 * @param steady of the steady load, counted
 * @param noneWarm without latency, not counted
 * @param none without latency, counted, if the messages last so long
 * @param noneMessages how many messages there are without latency
 */
record Durations(int tenthWarm, int tenth, int fullWarm, int full, int saturatedWarm, int saturated, int afterKill,
        int steadyWarm, int steady, int noneWarm, int none, int noneMessages) {

    static final Durations FULL = new Durations(5, 15, 32, 15, 3, 15, 10, 4, 10, 3, 8, 1_000_000);
    static final Durations QUICK = new Durations(3, 4, 6, 6, 2, 5, 4, 3, 4, 2, 3, 300_000);
}
