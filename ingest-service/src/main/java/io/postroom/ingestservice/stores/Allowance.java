package io.postroom.ingestservice.stores;

/** How much of what is due may be taken at one look: a thread has other things to do. */
@FunctionalInterface
public interface Allowance {
    /** Whether one more may be taken; asked before each. */
    boolean oneMore();

    /** So many. */
    static Allowance of(int atMost) {
        return new Allowance() {
            private int left = atMost;

            @Override
            public boolean oneMore() {
                return left-- > 0;
            }
        };
    }
}
