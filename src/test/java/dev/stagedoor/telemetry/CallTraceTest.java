package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallTraceTest {
    private static final int MANY = 10_000;

    private static Stream<CallTrace> traces() {
        return IntStream.range(0, MANY).mapToObj(i -> CallTrace.of(UUID.randomUUID(), Optional.empty()));
    }

    private static CallTrace named(String lastDigits) {
        var id = "f".repeat(18) + lastDigits;
        return CallTrace.of(Samples.CALL, Optional.of(new TraceParent(id, "b7ad6b7169203331", true)));
    }

    @Test
    void shouldMakeIdsOfTheCallsOwn() {
        var trace = CallTrace.of(Samples.CALL, Optional.empty());

        assertThat(trace)
                .isEqualTo(new CallTrace(
                        "9891448db6494e049619ddf770742e97", null, "9619ddf770742e97", "9619ddf770742e96"));
    }

    @Test
    void shouldKeepThePartThatIsAskedFor() {
        assertThat(traces()).allMatch(trace -> trace.isWithin(1));
        assertThat(traces()).noneMatch(trace -> trace.isWithin(0));
        assertThat(traces().filter(trace -> trace.isWithin(0.25)).count())
                .isCloseTo((long) MANY / 4, within(MANY / 20L));
    }

    @Test
    void shouldKeepTheTracesThatOthersKeep() {
        assertThat(named("00000000000000").isWithin(0.5)).isTrue();
        assertThat(named("7fffffffffffff").isWithin(0.5)).isTrue();
        assertThat(named("80000000000000").isWithin(0.5)).isFalse();
        assertThat(named("ffffffffffffff").isWithin(1)).isTrue();
    }
}
