package dev.stagedoor.limit;

import dev.stagedoor.limit.LimitPeriod.Span;
import dev.stagedoor.limit.LimitsConfig.WhenAway;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * What this node has of one limit in one period: a slice of it, leased from the store, of which calls reserve and use some.
 * One draw on the store is on its way at a time, for all calls that wait, and they are served in the order in which they
 * came. Pure bookkeeping: its lock is held for some additions, never while anything is waited for.
 */
final class Window {
    /** For how long an answer that there is nothing left is believed, so that refusing costs no question. */
    private static final long BELIEVED_MILLIS = 250;

    private static final long OFTEN_MILLIS = 1_000;
    private static final long SELDOM_MILLIS = 4_000;

    private final LimitPeriod period;
    private final Span span;
    private final WhenAway whenAway;
    private final UUID lease = UUID.randomUUID();
    private final Queue<Waiter> waiting = new ArrayDeque<>();
    private UsageLimit limit;

    /** Less than none when calls used more than they reserved. */
    private long free;

    private long reserved;
    private long used;
    private long refused;
    private long waitingNeed;

    private long step;
    private boolean isAsking;
    private boolean isAway;
    private boolean isGone;
    private long owedWhenAsked;
    private long remaining;
    private long believedUntil;

    private long spare;
    private long oneCall = 1;
    private long lastDrawAt = Long.MIN_VALUE / 2;

    private long moves;
    private long movesReported = -1;
    private long reportedAt;

    Window(UsageLimit limit, Span span, long spare, WhenAway whenAway) {
        this.limit = limit;
        this.period = limit.period();
        this.span = span;
        this.spare = spare;
        this.whenAway = whenAway;
    }

    Span span() {
        return span;
    }

    boolean isFor(LimitPeriod other, long now) {
        return period == other && span.holds(now);
    }

    synchronized UsageLimit limit() {
        return limit;
    }

    /** How large a slice its calls used up quickly; where the next period had better begin. */
    synchronized long spare() {
        return spare;
    }

    /** What may still be used as far as is known here. */
    synchronized long remaining() {
        return Math.max(0, free) + remaining;
    }

    /** The limit was changed: what is in hand goes back, and is asked for again under the new amount. */
    synchronized void change(UsageLimit changed) {
        if (!changed.equals(limit)) {
            limit = changed;
            free = Math.min(free, 0);
            believedUntil = 0;
            moves++;
        }
    }

    /** Takes what is in hand, or says why not. */
    synchronized Verdict take(long need, long now) {
        if (need == 0 || isGone) {
            reserve(need);
            return Verdict.GRANTED;
        }
        if (need > limit.amount()) {
            refuse();
            return Verdict.REFUSED;
        }
        return waiting.isEmpty() ? takeAsFirst(need, now) : Verdict.TO_BE_ASKED;
    }

    private Verdict takeAsFirst(long need, long now) {
        oneCall = need;
        if (free >= need) {
            reserve(need);
            return Verdict.GRANTED;
        }
        if (isAway) {
            return withoutStore(need);
        }
        if (now < believedUntil && free + remaining < need) {
            refuse();
            return Verdict.REFUSED;
        }
        return Verdict.TO_BE_ASKED;
    }

    private void refuse() {
        refused++;
        moves++;
    }

    private void reserve(long need) {
        free -= need;
        reserved += need;
        moves++;
    }

    private Verdict withoutStore(long need) {
        if (whenAway == WhenAway.REFUSE) {
            return Verdict.UNKNOWN;
        }
        reserve(need);
        return Verdict.GRANTED;
    }

    /** What was reserved becomes what was used; the difference is free again, or owed. */
    synchronized void settle(long wasReserved, long wasUsed) {
        reserved -= wasReserved;
        used += wasUsed;
        free += wasReserved - wasUsed;
        moves++;
    }

    synchronized void enqueue(Waiter waiter) {
        waiting.add(waiter);
        waitingNeed += waiter.need();
    }

    /** What to ask the store for now: for calls that wait, or ahead of need; nothing while an answer is on its way. */
    synchronized Optional<Draw> draw(long now) {
        return !waiting.isEmpty() || runsLow() ? askUnlessAsking(now) : Optional.empty();
    }

    /** What to ask for calls that wait. Nothing ahead of need: a node that nobody calls would take again what it gave back. */
    synchronized Optional<Draw> drawForWaiting(long now) {
        return waiting.isEmpty() ? Optional.empty() : askUnlessAsking(now);
    }

    private Optional<Draw> askUnlessAsking(long now) {
        if (isAsking || isGone) {
            return Optional.empty();
        }
        adaptSpare(now);
        return Optional.of(ask(Math.max(0, waitingNeed - Math.max(0, free)), spare));
    }

    /** Not when so little is left that spare would not be given. */
    private boolean runsLow() {
        return !isAway && free < spare / 2 && remaining / 8 >= oneCall;
    }

    /** Who asks often had better ask for more. */
    private void adaptSpare(long now) {
        var since = now - lastDrawAt;
        if (since < OFTEN_MILLIS) {
            spare = Math.clamp(2 * spare, oneCall, Math.max(oneCall, limit.amount() / 8));
        } else if (since > SELDOM_MILLIS) {
            spare /= 2;
        }
        lastDrawAt = now;
    }

    private Draw ask(long need, long wanted) {
        isAsking = true;
        step++;
        owedWhenAsked = Math.max(0, -free);
        var inHand = reserved + Math.max(0, free);
        return new Draw(limit, span.start(), lease, step, used + inHand, inHand, refused, need, wanted, oneCall);
    }

    /**
     * What to tell the store once in a while: what was used, and what is given back since calls do not use it up. Nothing when
     * there is no news.
     *
     * @param renewEvery how often to tell, news or none, as long as something is held; in milliseconds
     */
    synchronized Optional<Draw> report(long now, long renewEvery) {
        if (isAsking || isGone) {
            return Optional.empty();
        }
        var kept = moves == movesReported ? 0 : spare;
        var hasNews = moves != movesReported || free > kept || isAway;
        free = Math.min(free, kept);
        if (!hasNews && (reserved == 0 || now < reportedAt + renewEvery)) {
            return Optional.empty();
        }
        movesReported = moves;
        reportedAt = now;
        return Optional.of(ask(0, 0));
    }

    /** Whether nothing is lost when it is forgotten: no call has to do with it, and the store knows all of it. */
    synchronized boolean isIdle() {
        return !isAsking && !isAway && waiting.isEmpty() && reserved == 0 && free <= 0 && moves == movesReported;
    }

    /** Gives back all that no call has reserved, since this node ends. */
    synchronized Draw last() {
        free = Math.min(free, 0);
        return ask(0, 0);
    }

    /** A call that waited, and what it is told. */
    record Decided(Waiter waiter, Verdict verdict) {
        void tell() {
            waiter.decision().accept(verdict);
        }
    }

    /** The store has answered: whoever waited is served as far as it reaches, and refused when nobody has more. */
    synchronized List<Decided> answered(Draw.Answer answer, long now) {
        isAsking = false;
        isAway = false;
        isGone = answer.equals(Draw.Answer.GONE);
        free += answer.granted() + owedWhenAsked;
        remaining = answer.remaining();
        believedUntil = now + BELIEVED_MILLIS;
        List<Decided> decided = new ArrayList<>(waiting.size());
        for (var next = waiting.peek(); next != null && decide(next, decided); next = waiting.peek()) {
            leaveQueue();
        }
        return decided;
    }

    /** Whether there is a decision for the first in the queue; if not, the store is asked again. */
    private boolean decide(Waiter first, List<Decided> decided) {
        if (isGone || free >= first.need()) {
            reserve(first.need());
            return decided.add(new Decided(first, Verdict.GRANTED));
        }
        if (free + remaining < first.need()) {
            refuse();
            return decided.add(new Decided(first, Verdict.REFUSED));
        }
        return false;
    }

    private void leaveQueue() {
        waitingNeed -= waiting.remove().need();
    }

    /** The store did not answer. Until it does again, calls live on what is in hand. */
    synchronized List<Decided> unanswered() {
        isAsking = false;
        isAway = true;
        List<Decided> decided = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            var first = waiting.peek();
            decided.add(new Decided(first, withoutStore(first.need())));
            leaveQueue();
        }
        return decided;
    }
}
