package dev.stagedoor.limit;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits on anything: shown, saved and removed. Who may change a thing that calls go to may limit it; those who call are
 * limited by admins alone, since nobody shall raise their own limit.
 */
@ApplicationScoped
class Limits {
    private final LimitRepository repository;
    private final AccessControl control;
    private final Changes changes;
    private final InstantSource clock;

    Limits(LimitRepository repository, AccessControl control, Changes changes, InstantSource clock) {
        this.repository = repository;
        this.control = control;
        this.changes = changes;
        this.clock = clock;
    }

    /** All limits of the things that come after this one, by type and id. */
    @WithSession
    Uni<List<LimitState>> after(String type, String id, int things) {
        return repository.after(type, id, things, clock.instant());
    }

    /** Those that every call of the caller is held to: its own, and those of its groups. */
    Uni<List<LimitState>> ofCaller(Caller caller) {
        return control.entitlements(caller)
                .map(entitled ->
                        entitled.subjects().stream().flatMap(Limits::asLimited).toList())
                .chain(this::on);
    }

    private static Stream<Target> asLimited(Subject subject) {
        return switch (subject.type()) {
            case GROUP -> Stream.of(new Target(TargetType.GROUP, subject.id()));
            case ROLE -> Stream.empty();
            case USER ->
                Stream.of(
                        subject.id().startsWith(Subject.APPLICATION_PREFIX)
                                ? Target.application(subject.id())
                                : new Target(TargetType.USER, subject.id()));
        };
    }

    @WithSession
    Uni<List<LimitState>> on(Collection<Target> targets) {
        return repository.on(targets, clock.instant());
    }

    /** The limits of one thing that the caller may see. */
    Uni<List<LimitState>> of(Caller caller, Target target) {
        return requireSeeing(caller, target).chain(() -> existing(target));
    }

    @WithSession
    Uni<List<LimitState>> existing(Target target) {
        return requireThere(target).chain(() -> repository.on(List.of(target), clock.instant()));
    }

    private Uni<Void> requireThere(Target target) {
        return repository
                .isThere(target)
                .invoke(isThere -> {
                    if (!isThere) {
                        throw Targets.absent(target);
                    }
                })
                .replaceWithVoid();
    }

    /** Gives a thing these limits and no others; what was counted of a limit that stays goes on to count. */
    Uni<List<LimitState>> replace(Caller caller, Target target, LimitsUpdate update) {
        update.check();
        return requireChanging(caller, target)
                .chain(() -> changes.commit(() -> requireThere(target)
                        .chain(() -> repository.removeOthers(target, update.limits()))
                        .chain(() ->
                                Changes.each(update.limits(), limit -> repository.put(target, limit, caller.id())))))
                .chain(() -> existing(target));
    }

    private Uni<Void> requireSeeing(Caller caller, Target target) {
        return switch (target.type()) {
            case USER, GROUP ->
                control.entitlements(caller)
                        .invoke(entitled -> {
                            if (!maySee(caller, entitled, target)) {
                                throw new Problem.Forbidden("You need the permission " + Permission.USER_MANAGEMENT);
                            }
                        })
                        .replaceWithVoid();
            default -> control.require(caller, Access.READ, target);
        };
    }

    private static boolean maySee(Caller caller, Entitlements entitled, Target target) {
        return entitled.may(Permission.USER_MANAGEMENT)
                || (target.type() == TargetType.USER
                        ? caller.principal().equals(Subject.user(target.id()))
                        : entitled.subjects().contains(new Subject(SubjectType.GROUP, target.id())));
    }

    private Uni<Void> requireChanging(Caller caller, Target target) {
        return switch (target.type()) {
            case INTEGRATION_PROVIDER, INTEGRATION -> control.require(caller, Access.UPDATE, target);
            default ->
                control.entitlements(caller)
                        .invoke(entitled -> {
                            if (!entitled.isAdmin()) {
                                throw new Problem.Forbidden("Only an ADMIN limits those who call");
                            }
                        })
                        .replaceWithVoid();
        };
    }
}
