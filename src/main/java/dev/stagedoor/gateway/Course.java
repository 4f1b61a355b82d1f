package dev.stagedoor.gateway;

import dev.stagedoor.model.Route;
import dev.stagedoor.resilience.Pass;
import dev.stagedoor.resilience.Slots;
import dev.stagedoor.resilience.Verdict;
import java.util.concurrent.atomic.AtomicReference;

/** Where a call is now: which model it was sent to last, how often it was sent, and the places that it holds. */
final class Course {
    private final AtomicReference<Pass> pass = new AtomicReference<>();
    private final AtomicReference<Slots> slots = new AtomicReference<>();
    private volatile Step step;

    Course(Route.Found asked) {
        this.step = new Step(asked, 0);
    }

    private record Step(Route.Found target, int attempts) {}

    /** The model that answers, or would have; the one that was asked for as long as none is chosen. */
    Route.Found target() {
        return step.target();
    }

    /** How often the call was sent. */
    int attempts() {
        return step.attempts();
    }

    void holds(Slots ofNode) {
        slots.set(ofNode);
    }

    /** The next attempt. One at a time writes here: an attempt begins when the one before is over. */
    void goesTo(Route.Found next, Pass place) {
        step = new Step(next, step.attempts() + 1);
        pass.set(place);
    }

    /** The attempt under way is given up for another one. */
    void turnsBack() {
        var held = pass.getAndSet(null);
        if (held != null) {
            held.leave();
        }
    }

    /** The answer broke off after its beginning was passed on. */
    void brokeOff() {
        var held = pass.get();
        if (held != null) {
            held.judge(Verdict.CUT_OFF);
        }
    }

    /** However the call ended: gives back what it still holds. */
    void ends() {
        turnsBack();
        var ofNode = slots.getAndSet(null);
        if (ofNode != null) {
            ofNode.giveBack();
        }
    }
}
