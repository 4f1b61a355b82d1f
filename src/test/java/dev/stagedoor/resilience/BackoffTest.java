package dev.stagedoor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long is waited before a call is sent again. */
class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "10, 8000", "60, 8000"})
    void shouldWaitAnythingUpToADelayThatDoubles(int retry, long longest) {
        var random = new Random(7);

        var waits = LongStream.generate(() -> Backoff.jitter(500, retry, random))
                .limit(20_000)
                .summaryStatistics();

        assertThat(waits.getMin()).isBetween(0L, longest / 100);
        assertThat(waits.getMax()).isBetween(longest - longest / 100, longest);
        assertThat(waits.getAverage()).isBetween(longest * 0.48, longest * 0.52);
    }

    @ParameterizedTest
    @CsvSource({"250, 9, 250", ", 2, 2000", ", 1.5, 1500", "x, 3, 3000", ", 0, 0"})
    void shouldWaitAsLongAsTheProviderAsks(String millis, String after, long expected) {
        assertThat(Backoff.asked(Optional.ofNullable(millis), Optional.of(after), NOW))
                .hasValue(expected);
    }

    @Test
    void shouldWaitUntilTheDateThatTheProviderNames() {
        assertThat(Backoff.asked(Optional.empty(), Optional.of("Wed, 25 Nov 2026 20:00:07 GMT"), NOW))
                .hasValue(7_000);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "NaN"})
    void shouldPassOverWhatMakesNoSense(String after) {
        assertThat(Backoff.asked(Optional.empty(), Optional.of(after), NOW)).isEmpty();
    }
}
