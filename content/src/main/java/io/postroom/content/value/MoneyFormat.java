package io.postroom.content.value;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/** Amounts of money with sign and thousands. */
final class MoneyFormat {

    private static final Map<String, String> SIGNS = Map.of("GBP", "£", "EUR", "€", "USD", "$");

    private MoneyFormat() {}

    static String write(long minorUnits, String currency) {
        String amount = amount(BigDecimal.valueOf(minorUnits, decimals(currency)).abs());
        String sign = SIGNS.get(currency);
        String minus = minorUnits < 0 ? "-" : "";
        return sign == null ? minus + amount + " " + currency : minus + sign + amount;
    }

    private static String amount(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        String plain = (whole ? amount.setScale(0) : amount).toPlainString();
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        StringBuilder grouped = new StringBuilder(plain);
        for (int i = end - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    private static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }
}
