package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String KEPT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void shouldReadWhatItWrites() {
        assertThat(TraceParent.read(KEPT)).contains(new TraceParent(TRACE, SPAN, true));
        assertThat(new TraceParent(TRACE, SPAN, true)).hasToString(KEPT);
        assertThat(TraceParent.read(new TraceParent(TRACE, SPAN, false).toString()))
                .contains(new TraceParent(TRACE, SPAN, false));
    }

    @Test
    void shouldReadLaterVersions() {
        assertThat(TraceParent.read("01-" + TRACE + "-" + SPAN + "-03-more"))
                .contains(new TraceParent(TRACE, SPAN, true));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c8031-c-b7ad6b7169203331-01",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                "00-\"},{\"stringValue\":\"8448eb211c80319c-b7ad6b7169203331-01",
            })
    void shouldTakeNothingElse(String header) {
        assertThat(TraceParent.read(header)).isEmpty();
    }
}
