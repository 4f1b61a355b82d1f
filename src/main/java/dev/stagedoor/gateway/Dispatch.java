package dev.stagedoor.gateway;

import dev.stagedoor.limit.Allowances;
import dev.stagedoor.limit.Reservation;
import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.problem.BusyProblem;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.resilience.Pass;
import dev.stagedoor.resilience.Slots;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends a permitted call where its route leads: again where the provider may do better in a moment, and on to the next model
 * where a virtual one was asked for. Nothing of an answer has gone to the caller as long as this can still change its mind;
 * and nothing is sent for a caller who left, since that cancels what is returned here.
 */
@Singleton
class Dispatch {
    private static final String ANSWERED_BY = "x-stagedoor-model";

    private final UpstreamClient upstream;
    private final Loopback loopback;
    private final Candidates candidates;
    private final Pauses pauses;
    private final Estimates estimates;
    private final Allowances allowances;
    private final GatewayConfig config;
    private final Slots underWay = new Slots();

    Dispatch(
            UpstreamClient upstream,
            Loopback loopback,
            Candidates candidates,
            Pauses pauses,
            Estimates estimates,
            Allowances allowances,
            GatewayConfig config) {
        this.upstream = upstream;
        this.loopback = loopback;
        this.candidates = candidates;
        this.pauses = pauses;
        this.estimates = estimates;
        this.allowances = allowances;
        this.config = config;
    }

    /**
     * The answer. Fails with 403 for an upstream that cannot be called, with 503 for one that is full or left alone for a
     * while, and as {@link UpstreamClient#send} does. What the call holds is given back by {@link Course#ends}.
     */
    Uni<Reply> answer(Call call) {
        var leadsTo = call.route().upstream();
        if (!underWay.take(config.maxConcurrentCalls())) {
            return Uni.createFrom().failure(BusyProblem::node);
        }
        call.course().holds(underWay);
        return switch (leadsTo) {
            case Upstream.Virtual virtual ->
                candidates
                        .of(call, virtual)
                        .chain(targets -> firstOf(call, targets))
                        .map(reply -> reply.withHeaders(Map.of(ANSWERED_BY, List.of(nameOf(call.target())))));
            case Upstream.Unusable none ->
                Uni.createFrom().failure(() -> new Problem.Forbidden("model_inactive", none.reason()));
            case Upstream.Loopback itself -> firstOf(call, List.of(call.route()));
            case Upstream.Provider provider -> firstOf(call, List.of(call.route()));
        };
    }

    /** Percent-encoded where a header could not hold it. */
    private static String nameOf(Route.Found target) {
        var name = target.reference().toString();
        return name.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? name
                : URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private Uni<Reply> firstOf(Call call, List<Route.Found> targets) {
        var left = targets.iterator();
        BusyProblem refusal = null;
        while (left.hasNext()) {
            var target = left.next();
            try {
                return attempt(call, target, target.guard().enter(), left, 0);
            } catch (BusyProblem busy) {
                refusal = busy;
            }
        }
        return Uni.createFrom().failure(refusal);
    }

    /** The one place where a call goes out. */
    private Uni<Reply> attempt(Call call, Route.Found target, Pass pass, Iterator<Route.Found> others, int retry) {
        call.course().goesTo(target, pass);
        return sendWithin(call, target)
                .onItemOrFailure()
                .transformToUni((reply, failure) -> outcome(call, pass, others, retry, Attempt.of(reply, failure)));
    }

    /** What a virtual model leads to has limits of its own; a model that has reached one is no failure of its provider. */
    private Uni<Reply> sendWithin(Call call, Route.Found target) {
        if (!call.isForAVirtualModel()) {
            return send(call, target);
        }
        call.course().holds(Reservation.NONE);
        if (isUnlimited(call, target) && isUnlimited(call, call.route())) {
            return send(call, target);
        }
        return allowances
                .reserve(estimates.of(call, target))
                .invoke(call.course()::holds)
                .chain(reserved -> send(call, target));
    }

    private boolean isUnlimited(Call call, Route.Found model) {
        return allowances.limitNothing(call.caller().principal(), model.target());
    }

    private Uni<Reply> send(Call call, Route.Found target) {
        return target.upstream() instanceof Upstream.Provider provider
                ? upstream.send(call, provider)
                : loopback.answer(call);
    }

    private Uni<Reply> outcome(Call call, Pass pass, Iterator<Route.Found> others, int retry, Attempt attempt) {
        if (attempt.verdict() != null) {
            pass.judge(attempt.verdict());
        }
        var wait = waitBefore(call, retry, attempt);
        return wait.isPresent()
                ? again(call, others, retry, attempt, wait.getAsLong())
                : elsewhere(call, others, attempt);
    }

    /** Empty when there is no time or no retry left. */
    private static OptionalLong waitBefore(Call call, int retry, Attempt attempt) {
        var settings = call.target().guard().settings();
        if (retry >= settings.retries()
                || !attempt.isRetryable()
                || !call.body().isRepeatable()) {
            return OptionalLong.empty();
        }
        var wait = attempt.wait(settings.retryDelay(), retry, ThreadLocalRandom.current());
        return call.elapsedMillis() + wait <= settings.retryTime() ? OptionalLong.of(wait) : OptionalLong.empty();
    }

    private Uni<Reply> again(Call call, Iterator<Route.Found> others, int retry, Attempt attempt, long wait) {
        var target = call.target();
        call.course().turnsBack();
        return pauses.of(wait).chain(() -> {
            var pass = entered(target);
            if (pass == null) {
                return elsewhere(call, others, attempt);
            }
            target.guard().countRetry();
            return attempt(call, target, pass, others, retry + 1);
        });
    }

    /** To the next model that is ready; when there is none, what the last one said is the answer. */
    private Uni<Reply> elsewhere(Call call, Iterator<Route.Found> others, Attempt attempt) {
        while (attempt.isForOthers() && call.body().isRepeatable() && others.hasNext()) {
            var next = others.next();
            var pass = entered(next);
            if (pass != null) {
                call.target().guard().countFallback();
                call.course().turnsBack();
                return attempt(call, next, pass, others, 0);
            }
        }
        return attempt.result();
    }

    private static Pass entered(Route.Found target) {
        try {
            return target.guard().enter();
        } catch (BusyProblem full) {
            return null;
        }
    }
}
