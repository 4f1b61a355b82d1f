package dev.stagedoor.gateway;

import dev.stagedoor.limit.Reservation;
import dev.stagedoor.model.Route;
import dev.stagedoor.resilience.Pass;
import dev.stagedoor.resilience.Slots;
import dev.stagedoor.resilience.Verdict;
import dev.stagedoor.usage.UsageEntry.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a call is now: which model it was sent to last, how often it was sent, the places that it holds and what it reserved
 * of limits. Attempts come one after the other; only the end may come at any time.
 */
final class Course {
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile Route.Found target;
    private volatile int attempts;
    private volatile Pass pass;
    private volatile Slots ofNode;
    private volatile Reservation reservation = Reservation.NONE;

    Course(Route.Found asked) {
        this.target = asked;
    }

    /** The model that answers, or would have; the one that was asked for as long as none is chosen. */
    Route.Found target() {
        return target;
    }

    /** How often the call was sent. */
    int attempts() {
        return attempts;
    }

    void holds(Slots slots) {
        ofNode = slots;
    }

    /** What was reserved of limits before is given back: limits count calls, and not attempts. */
    void holds(Reservation reserved) {
        reservation.release();
        reservation = reserved;
        if (isOver.get()) {
            reserved.release();
        }
    }

    Reservation reservation() {
        return reservation;
    }

    /** The next attempt; its place is given back at once where the call is over. */
    void goesTo(Route.Found next, Pass place) {
        var before = attempts;
        target = next;
        attempts = before + 1;
        pass = place;
        if (isOver.get()) {
            place.leave();
        }
    }

    /** The attempt under way is given up for another one. */
    void turnsBack() {
        var held = pass;
        if (held != null) {
            held.leave();
        }
    }

    /** However the call ended: gives back what it still holds. */
    void ends(Outcome outcome) {
        if (!isOver.compareAndSet(false, true)) {
            return;
        }
        if (outcome == Outcome.CUT_OFF && pass != null) {
            pass.judge(Verdict.CUT_OFF);
        }
        turnsBack();
        if (ofNode != null) {
            ofNode.giveBack();
        }
    }
}
