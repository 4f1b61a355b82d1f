package dev.stagedoor.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
    /** 2.50, 1.25 and 10 dollars for a million tokens. */
    private static final Price USUAL = new Price(2_500_000_000L, 1_250_000_000L, 10_000_000_000L);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "1000000, 0, 0, 2500000000",
        "1000000, 1000000, 0, 1250000000",
        "0, 0, 1000000, 10000000000",
        "1000, 400, 10, 2100000",
        "1, 0, 0, 2500",
        "5, 9, 0, 6250",
        "3000000000, 0, 3000000000, 37500000000000",
    })
    void shouldChargeWhatIsFreshWhatIsCachedAndWhatComesOut(long prompt, long cached, long completion, long nanos) {
        assertThat(USUAL.cost(prompt, cached, completion)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({"499999, 0", "500000, 1", "1499999, 1", "1500000, 2"})
    void shouldRoundOnceAtTheEndHalfUpwards(long tokens, long nanos) {
        assertThat(new Price(1, 1, 0).cost(tokens, tokens / 2, 7)).isEqualTo(nanos);
    }

    @Test
    void shouldBeExactWhereNoLongHoldsTheProduct() {
        var dear = new Price(1_000_000_000_000_000L, 0, 3);

        assertThat(dear.cost(7_000_000_001L, 0, 500_000)).isEqualTo(7_000_000_001_000_000_002L);
    }

    @Test
    void shouldStayTheLargestNumberWhereNoLongHoldsTheCost() {
        assertThat(new Price(1_000_000_000_000_000L, 0, 0).cost(Long.MAX_VALUE, 0, 0))
                .isEqualTo(Long.MAX_VALUE);
    }
}
