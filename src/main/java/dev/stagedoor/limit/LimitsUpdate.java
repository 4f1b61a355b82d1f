package dev.stagedoor.limit;

import dev.stagedoor.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All limits that something shall have; those that are not in here are taken away. */
record LimitsUpdate(@NotNull @Size(max = 12) List<@NotNull @Valid Entry> limits) {
    /** So that counting beyond it still fits. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 62);

    private static final int NANOS_OF_A_DOLLAR = 9;

    /**
     * One of them.
     *
     * @param amount a whole number of requests or tokens; US dollars with up to nine decimals for money
     */
    record Entry(@NotNull Counts counts, @NotNull LimitPeriod period, @NotNull @PositiveOrZero BigDecimal amount) {
        private void check(String path) {
            if (counts == Counts.MONEY && period == LimitPeriod.MINUTE) {
                throw new Problem.Invalid(path + ".period", "must be DAY, WEEK or MONTH where money is counted");
            }
            if (units().stripTrailingZeros().scale() > 0) {
                throw new Problem.Invalid(
                        path + ".amount",
                        counts == Counts.MONEY ? "must have nine decimals at most" : "must be a whole number");
            }
            if (units().compareTo(MOST) > 0) {
                throw new Problem.Invalid(path + ".amount", "is more than can be counted");
            }
        }

        private BigDecimal units() {
            return counts == Counts.MONEY ? amount.movePointRight(NANOS_OF_A_DOLLAR) : amount;
        }

        /** In the units of what is counted. */
        long stored() {
            return units().longValueExact();
        }
    }

    /** An amount as it is shown, of what is stored. */
    static BigDecimal shown(Counts counts, long stored) {
        var exact = BigDecimal.valueOf(stored, counts == Counts.MONEY ? NANOS_OF_A_DOLLAR : 0)
                .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** 400 by the field of what cannot be, or is said twice. */
    void check() {
        Set<List<Object>> said = new HashSet<>();
        for (var i = 0; i < limits.size(); i++) {
            var entry = limits.get(i);
            entry.check("limits[" + i + "]");
            if (!said.add(List.of(entry.counts(), entry.period()))) {
                throw new Problem.Invalid("limits[" + i + "]", "counts the same as one before it");
            }
        }
    }
}
