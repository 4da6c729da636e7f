package io.postroom.deliveryengine;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commit metadata as text: a prefix that names us, then base64url of
 * {@code version, codec, varint(horizon - base), varint(number started), started offsets, incomplete offsets}.
 *
 * <p>Started offsets are gaps as varints. Incomplete offsets are gaps as varints or a bitset, whichever is shorter. Text
 * that it does not know means "no map": another program may have committed for the group.
 */
final class CommitMapCodec {
    /** What the broker accepts by default (offset.metadata.max.bytes); it counts characters. */
    static final int MAX_CHARS = 4_096;

    private static final String PREFIX = "postroom:";
    private static final byte VERSION = 1;
    private static final byte GAPS = 0;
    private static final byte BITS = 1;
    private static final int MAX_BYTES = (MAX_CHARS - PREFIX.length()) / 4 * 3;
    /** A horizon further away than any window allows is not ours. */
    private static final long MAX_SPAN = 1L << 30;

    private CommitMapCodec() {}

    static String encode(long base, CommitMap map) {
        return encode(base, map, MAX_BYTES);
    }

    /** Encodes what fits: if the whole does not, the horizon is lowered, so that less is known to be done. */
    static String encode(long base, CommitMap map, int maxBytes) {
        if (map.isEmpty()) {
            return "";
        }
        byte[] bytes = encodeWhole(base, map);
        CommitMap fitting = map;
        while (bytes.length > maxBytes && fitting.horizon() > base) {
            fitting = fitting.withHorizon(lower(base, fitting, (double) maxBytes / bytes.length));
            bytes = encodeWhole(base, fitting);
        }
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The horizon at the first incomplete offset that is given up, a little below the share that should fit. */
    private static long lower(long base, CommitMap map, double share) {
        long[] incompletes = map.incompletes();
        if (incompletes.length == 0) {
            return base;
        }
        int keep = Math.min(incompletes.length - 1, (int) (incompletes.length * share * 0.98));
        return incompletes[keep];
    }

    private static byte[] encodeWhole(long base, CommitMap map) {
        byte[] gaps = encode(base, map, GAPS);
        long bitBytes = (map.horizon() - base + 7) / 8;
        if (bitBytes >= gaps.length) {
            return gaps;
        }
        byte[] bits = encode(base, map, BITS);
        return bits.length < gaps.length ? bits : gaps;
    }

    private static byte[] encode(long base, CommitMap map, byte codec) {
        long[] incompletes = map.incompletes();
        long[] started = map.started();
        int span = Math.toIntExact(map.horizon() - base);
        int room = 12 + 5 * started.length + (codec == BITS ? (span + 7) / 8 : 5 * incompletes.length);
        ByteBuffer out = ByteBuffer.allocate(room);
        out.put(VERSION).put(codec);
        putVarint(out, span);
        putVarint(out, started.length);
        putGaps(out, base, started);
        if (codec == BITS) {
            byte[] bits = new byte[(span + 7) / 8];
            for (long offset : incompletes) {
                int bit = (int) (offset - base);
                bits[bit >> 3] |= (byte) (1 << (bit & 7));
            }
            out.put(bits);
        } else {
            putGaps(out, base, incompletes);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Empty if it is not ours or makes no sense. */
    static Optional<CommitMap> decode(long base, @Nullable String metadata) {
        if (metadata == null || !metadata.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(metadata.substring(PREFIX.length())));
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            byte codec = in.get();
            long span = getVarint(in);
            long startedCount = getVarint(in);
            if (span > MAX_SPAN || startedCount > in.remaining()) {
                return Optional.empty();
            }
            long[] started = getGaps(in, base, (int) startedCount);
            return switch (codec) {
                case GAPS -> Optional.of(new CommitMap(base, base + span, getRemainingGaps(in, base, span), started));
                case BITS -> Optional.of(new CommitMap(base, base + span, getBits(in, base, span), started));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static void putGaps(ByteBuffer out, long base, long[] offsets) {
        long previous = base - 1;
        for (long offset : offsets) {
            putVarint(out, offset - previous - 1);
            previous = offset;
        }
    }

    private static long[] getGaps(ByteBuffer in, long base, int count) {
        long[] offsets = new long[count];
        long previous = base - 1;
        for (int i = 0; i < count; i++) {
            previous += getVarint(in) + 1;
            offsets[i] = previous;
        }
        return offsets;
    }

    private static long[] getRemainingGaps(ByteBuffer in, long base, long span) {
        long[] offsets = new long[in.remaining()];
        int count = 0;
        long previous = base - 1;
        while (in.hasRemaining()) {
            previous += getVarint(in) + 1;
            if (previous >= base + span) {
                throw new IllegalArgumentException("An incomplete offset stands behind the horizon.");
            }
            offsets[count++] = previous;
        }
        return java.util.Arrays.copyOf(offsets, count);
    }

    private static long[] getBits(ByteBuffer in, long base, long span) {
        if (in.remaining() != (span + 7) / 8) {
            throw new IllegalArgumentException("The bitset is not as long as the horizon is far.");
        }
        byte[] bits = new byte[in.remaining()];
        in.get(bits);
        return java.util.stream.IntStream.range(0, (int) span).filter(bit -> (bits[bit >> 3] & 1 << (bit & 7)) != 0)
                .mapToLong(bit -> base + bit).toArray();
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long getVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A number has too many bytes.");
    }
}
