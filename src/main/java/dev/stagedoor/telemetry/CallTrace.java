package dev.stagedoor.telemetry;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The trace of one call: what the caller asked of Stagedoor, and within it what Stagedoor asked of the provider. Its ids are
 * parts of the call's own.
 *
 * @param callerId the caller's span; null for none
 */
record CallTrace(String traceId, String callerId, String serverId, String clientId) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int HEX_RADIX = 16;

    /** The last seven bytes, which whoever makes ids of traces makes at random. */
    private static final int RANDOM = 18;

    private static final double RANDOMS = 1L << 56;

    static CallTrace of(UUID call, Optional<TraceParent> caller) {
        var own = call.getLeastSignificantBits();
        return new CallTrace(
                caller.map(TraceParent::traceId)
                        .orElseGet(() -> HEX.toHexDigits(call.getMostSignificantBits()) + HEX.toHexDigits(own)),
                caller.map(TraceParent::spanId).orElse(null),
                HEX.toHexDigits(own),
                HEX.toHexDigits(own ^ 1));
    }

    /** Whether it is among so many, as OpenTelemetry's samplers choose them: all who do keep the same ones. */
    boolean isWithin(double ratio) {
        return Long.parseLong(traceId, RANDOM, traceId.length(), HEX_RADIX) < (long) (ratio * RANDOMS);
    }

    TraceParent ofClient() {
        return new TraceParent(traceId, clientId, true);
    }
}
