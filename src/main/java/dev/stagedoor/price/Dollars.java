package dev.stagedoor.price;

import java.math.BigDecimal;

/** US dollars, which are counted in billionths and shown as decimals. */
public final class Dollars {
    /** Decimal places of a dollar. */
    static final int PLACES = 9;

    private Dollars() {}

    /** Exact and without trailing zeros, such as {@code 0.00015}. */
    public static String text(BigDecimal nanos) {
        var dollars = nanos.movePointLeft(PLACES).stripTrailingZeros();
        return dollars.signum() == 0 ? "0" : dollars.toPlainString();
    }

    static String text(long nanos) {
        return text(BigDecimal.valueOf(nanos));
    }

    /** Of no more than nine places. */
    static long nanos(BigDecimal dollars) {
        return dollars.movePointRight(PLACES).longValueExact();
    }
}
