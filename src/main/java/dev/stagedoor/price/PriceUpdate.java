package dev.stagedoor.price;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a model costs from now on: US dollars for a million tokens, as numbers or decimal texts, from 0 to 1,000,000 with up
 * to nine decimal places.
 *
 * @param cachedInput as much as {@code input} when left out
 */
record PriceUpdate(
        @NotNull @DecimalMin("0") @DecimalMax(MOST) @Digits(integer = 7, fraction = Dollars.PLACES) BigDecimal input,
        @DecimalMin("0") @DecimalMax(MOST) @Digits(integer = 7, fraction = Dollars.PLACES) BigDecimal cachedInput,
        @NotNull @DecimalMin("0") @DecimalMax(MOST) @Digits(integer = 7, fraction = Dollars.PLACES) BigDecimal output) {
    private static final String MOST = "1000000";

    Price price() {
        return new Price(
                Dollars.nanos(input),
                Dollars.nanos(Optional.ofNullable(cachedInput).orElse(input)),
                Dollars.nanos(output));
    }
}
