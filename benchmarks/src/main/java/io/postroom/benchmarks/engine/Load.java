package io.postroom.benchmarks.engine;

/** How long the provider takes. The same message takes the same time for everybody, and each time. */
enum Load {
    /** 50 to 500 ms, evenly; one in 200 is a time-out of 30 s. */
    JITTER("50–500 ms, 0.5 % of 30 s"),
    /** 100 ms. */
    STEADY("100 ms"),
    /** Nothing at all: what the engine itself costs. */
    NONE("no latency");

    private static final int TIME_OUT_MILLIS = 30_000;
    private static final double TIME_OUTS = 0.005;
    private static final int SHORTEST = 50;
    private static final int LONGEST = 500;
    private static final int STEADY_MILLIS = 100;

    private final String words;

    Load(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    int millis(int message) {
        return switch (this) {
            case JITTER -> {
                double luck = luck(message);
                yield luck < TIME_OUTS
                        ? TIME_OUT_MILLIS
                        : SHORTEST + (int) ((luck - TIME_OUTS) / (1 - TIME_OUTS) * (LONGEST - SHORTEST));
            }
            case STEADY -> STEADY_MILLIS;
            case NONE -> 0;
        };
    }

    /** Messages a second at which so many are in flight, by Little's law. */
    double perSecond(int inFlight) {
        double mean = switch (this) {
            case JITTER -> TIME_OUTS * TIME_OUT_MILLIS + (1 - TIME_OUTS) * (SHORTEST + LONGEST) / 2;
            case STEADY -> STEADY_MILLIS;
            case NONE -> 0;
        };
        return inFlight * 1_000 / mean;
    }

    /** Between 0 and 1, without a pattern over neighbours (the finaliser of SplitMix64). */
    private static double luck(int message) {
        long mixed = (message + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
    }
}
