package dev.stagedoor.resilience;

import java.util.concurrent.atomic.AtomicBoolean;

/** The place of one attempt, from before it is sent until the last byte of its answer, or until nobody waits for it. */
public final class Pass {
    private final Guard guard;
    private final boolean isProbe;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private volatile boolean isJudged;

    Pass(Guard guard, boolean isProbe) {
        this.guard = guard;
        this.isProbe = isProbe;
    }

    /** What came of it; a second verdict, on an answer that broke off, counts as one more call. */
    public void judge(Verdict verdict) {
        guard.judge(verdict, isProbe && !isJudged);
        isJudged = true;
    }

    /** Gives the place back; only the first time counts. */
    public void leave() {
        if (isHeld.getAndSet(false)) {
            if (isProbe && !isJudged) {
                guard.learntNothing();
            }
            guard.left();
        }
    }
}
