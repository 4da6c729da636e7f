package io.postroom.content;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many inputs from a seed. The seed is printed and can be given again with {@code -Dgenerated.seed}; how many there are
 * depends on the tier ({@code -Dgenerated.inputs}).
 */
public final class Generated {

    private static final long SEED = Long.getLong("generated.seed", 20261122L);
    private static final int INPUTS = Integer.getInteger("generated.inputs", 10_000);

    private Generated() {}

    /** Runs a check for every input; a failure names the input's number and the seed. */
    public static <T> void inputs(String name, Function<Random, T> generator, Consumer<T> check) {
        System.out.println("generated " + name + ": " + INPUTS + " inputs, seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < INPUTS; i++) {
            T input = generator.apply(random);
            try {
                check.accept(input);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError("Input " + i + " of seed " + SEED + ": [" + shown(input) + "]", e);
            }
        }
    }

    private static String shown(Object input) {
        StringBuilder shown = new StringBuilder();
        String.valueOf(input).codePoints().limit(2_000).forEach(c -> {
            if (c >= 0x20 && c < 0x7f) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return shown.toString();
    }

    /** A text of a few of the pieces, now and then with a character of any kind between them. */
    public static String text(Random random, int most, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(12) == 0 ? character(random) : pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    /** Any character: mostly of the lower planes, sometimes half of a pair. */
    public static String character(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Character.toString(random.nextInt(0x80));
            case 1 -> Character.toString(random.nextInt(0x250));
            case 2 -> Character.toString(0x2000 + random.nextInt(0x70));
            case 3 -> Character.toString(random.nextInt(0xd800));
            case 4 -> Character.toString(0x1f300 + random.nextInt(0x400));
            default -> String.valueOf((char) (0xd800 + random.nextInt(0x800)));
        };
    }
}
