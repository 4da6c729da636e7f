package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The records of one key in one lease, in offset order. Only the head moves; the others wait for it. */
final class KeyQueue {
    private final Lease lease;
    private final Object key;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>(2);

    KeyQueue(Lease lease, Object key) {
        this.lease = lease;
        this.key = key;
    }

    /** What tells keys apart; a record without a key is a key of its own. */
    static Object keyOf(Slot slot) {
        byte[] key = slot.record().key();
        return key == null ? slot : new Bytes(key);
    }

    Lease lease() {
        return lease;
    }

    Object key() {
        return key;
    }

    void add(Slot slot) {
        slots.add(slot);
    }

    @Nullable
    Slot head() {
        return slots.peek();
    }

    void removeHead() {
        slots.remove();
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    private record Bytes(byte[] value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }
}
