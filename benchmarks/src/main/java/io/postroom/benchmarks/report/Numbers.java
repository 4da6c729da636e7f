package io.postroom.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them in a table. */
public final class Numbers {
    private Numbers() {}

    /** Three significant digits, with commas for thousands. */
    public static String of(double number) {
        double size = Math.abs(number);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%,.1f" : size >= 1 ? "%,.2f" : "%,.3f";
        return String.format(Locale.UK, format, number);
    }

    /** A count, with commas for thousands. */
    public static String of(int count) {
        return String.format(Locale.UK, "%,d", count);
    }

    /** A share of one, in percent. */
    public static String percent(double share) {
        return String.format(Locale.UK, "%.1f %%", share * 100);
    }

    /** How many times as much. */
    public static String times(double ratio) {
        return of(ratio) + " ×";
    }
}
