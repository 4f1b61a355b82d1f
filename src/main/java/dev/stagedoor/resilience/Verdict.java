package dev.stagedoor.resilience;

import java.util.Set;

/**
 * What an attempt says of a provider before its answer begins.
 *
 * @param kind names the failure where it is shown: a word of this class or {@code STATUS_503}; never what the provider said
 * @param countsAgainst whether the provider is to blame, so that the breaker counts it as a failure
 * @param isRetryable whether the same provider may do better in a moment
 * @param isForOthers whether another provider may do better
 */
public record Verdict(String kind, boolean countsAgainst, boolean isRetryable, boolean isForOthers) {
    public static final Verdict GOOD = new Verdict("", false, false, false);

    /** Nobody there, or it hung up without an answer. */
    public static final Verdict UNREACHABLE = new Verdict("UNREACHABLE", true, true, true);

    /** It kept silent for too long; asking again would take as long again. */
    public static final Verdict TIMED_OUT = new Verdict("TIMED_OUT", true, false, true);

    /** It is at an address that is not called from here, which a moment does not change. */
    public static final Verdict NOT_ALLOWED = new Verdict("NOT_ALLOWED", true, false, true);

    /** Its answer broke off in the middle, with a part of it at the caller. */
    public static final Verdict CUT_OFF = new Verdict("CUT_OFF", true, false, false);

    private static final Set<Integer> BUSY = Set.of(408, 429);
    private static final Set<Integer> BROKEN = Set.of(500, 502, 503, 504, 529);

    /** Of an answer with this status. A provider that asks for patience (408, 429) works. */
    public static Verdict ofStatus(int status) {
        if (status < 400) {
            return GOOD;
        }
        var isBroken = BROKEN.contains(status);
        var isPassing = isBroken || BUSY.contains(status);
        return new Verdict("STATUS_" + status, isBroken, isPassing, isPassing);
    }

    /** The same where the provider itself says whether to send again. */
    public Verdict retryable(boolean isSaidToBe) {
        return new Verdict(kind, countsAgainst, isSaidToBe, isForOthers);
    }
}
