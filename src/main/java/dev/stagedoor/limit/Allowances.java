package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Holds calls to limits: each reserves what it may come to before it goes out, and settles what it came to when it is over.
 * A limit is never exceeded by what was reserved, on however many nodes; while this node has something in hand of every
 * limit that applies, no store is asked.
 */
@Singleton
public class Allowances {
    private final AppliedLimits applied;
    private final Windows windows;
    private final Refusals refusals;
    private final InstantSource clock;

    Allowances(AppliedLimits applied, Windows windows, Refusals refusals, InstantSource clock) {
        this.applied = applied;
        this.windows = windows;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Whether it is known, without asking anybody, that a call is held to no limit; then it need not reserve. */
    public boolean limitNothing(Subject principal, Target model) {
        var known = applied.remembered(principal, model);
        return known != null && known.isEmpty();
    }

    /**
     * Reserves of every limit that applies, or of none: fails with 429 when one has not enough left, and with 503 when that
     * cannot be known because the store is away. What is returned must be settled or released, once the call is over.
     */
    public Uni<Reservation> reserve(Demand demand) {
        return applied.of(demand)
                .chain(limits -> limits.isEmpty()
                        ? Uni.createFrom().item(Reservation.NONE)
                        : take(limits, 0, demand, new Reservation(clock)));
    }

    private Uni<Reservation> take(List<UsageLimit> limits, int from, Demand demand, Reservation reservation) {
        for (var i = from; i < limits.size(); i++) {
            var window = windows.of(limits.get(i));
            var need = limits.get(i).counts().of(demand.tokens(), demand.costNanos());
            var verdict = window.take(need, clock.millis());
            if (verdict == Verdict.TO_BE_ASKED) {
                var next = i + 1;
                return ask(window, need, reservation).chain(() -> take(limits, next, demand, reservation));
            }
            if (verdict != Verdict.GRANTED) {
                reservation.release();
                return Uni.createFrom().failure(refusal(verdict, window, need));
            }
            reservation.add(new Share(window, need));
            windows.draw(window);
        }
        return Uni.createFrom().item(reservation);
    }

    private Problem refusal(Verdict verdict, Window window, long need) {
        return verdict == Verdict.UNKNOWN ? Problem.Unavailable.store() : refusals.of(window, need);
    }

    /** A caller who goes away while it waits gives back what it had, and what it is granted later. */
    private Uni<Void> ask(Window window, long need, Reservation reservation) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    var here = here();
                    windows.ask(
                            window,
                            new Waiter(
                                    need,
                                    verdict -> decided(verdict, new Share(window, need), reservation, emitter, here)));
                })
                .onCancellation()
                .invoke(reservation::release);
    }

    private void decided(
            Verdict verdict, Share share, Reservation reservation, UniEmitter<? super Void> emitter, Executor here) {
        if (verdict == Verdict.GRANTED) {
            reservation.add(share);
            here.execute(() -> emitter.complete(null));
        } else {
            reservation.release();
            here.execute(() -> emitter.fail(refusal(verdict, share.window(), share.reserved())));
        }
    }

    /** The answer may come on behalf of another call; this one goes on where it was. */
    private static Executor here() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }
}
