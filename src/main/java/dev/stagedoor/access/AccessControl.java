package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers who may do what, from memory where it can. */
@Singleton
public class AccessControl {
    private final AclRepository store;
    private final AclVersion version;
    private final Remembered<Caller, Entitlements> remembered;

    AccessControl(AclRepository store, StoreGuard guard, AclVersion version, AccessConfig config) {
        this.store = store;
        this.version = version;
        this.remembered = new Remembered<>(
                version, guard, config.rememberedCallers(), Entitlements::version, Entitlements::alive);
    }

    /**
     * Everything the caller may do now, if that is in memory and known to be true still: what a call on the hot path asks
     * first. It never waits, never fails and makes no garbage; null when only {@link #entitlements} can tell.
     */
    public Entitlements remembered(Caller caller) {
        return remembered.orNull(caller, version.currentOrNegative());
    }

    /** Everything the caller may do now. 401 when the principal or its key is gone, 503 when the store is away. */
    public Uni<Entitlements> entitlements(Caller caller) {
        var known = remembered(caller);
        return known != null
                ? Uni.createFrom().item(known)
                : remembered.find(caller, store::entitlements).map(AccessControl::alive);
    }

    private static Entitlements alive(Entitlements found) {
        if (!found.alive()) {
            throw Problem.Unauthenticated.invalid();
        }
        return found;
    }

    /** For whom a filtered list is made. */
    public Uni<Viewer> viewer(Caller caller) {
        return entitlements(caller).map(entitled -> new Viewer(caller.id(), entitled));
    }

    /** What the caller may do to this target. */
    public Uni<AccessSet> on(Caller caller, Target target) {
        return entitlements(caller).chain(entitled -> tagsThatMatter(entitled, List.of(target))
                .map(tags -> entitled.on(target, tagsOn(target, tags))));
    }

    /** What the caller may do to each of these, by the names given to them. The store is asked for tags only, once, if they matter. */
    Uni<Map<String, List<Access>>> onEach(Caller caller, Map<String, Target> named) {
        return entitlements(caller)
                .chain(entitled -> tagsThatMatter(entitled, named.values()).map(tags -> {
                    Map<String, List<Access>> words = new LinkedHashMap<>();
                    named.forEach((name, target) -> words.put(
                            name, entitled.on(target, tagsOn(target, tags)).words()));
                    return words;
                }));
    }

    private Uni<Map<Target, List<String>>> tagsThatMatter(Entitlements entitled, Collection<Target> targets) {
        if (entitled.isAdmin() || !entitled.reachesByTag()) {
            return Uni.createFrom().item(Map.of());
        }
        return store.tags(targets.stream()
                .flatMap(target -> target.andContainers().stream())
                .distinct()
                .toList());
    }

    private static List<String> tagsOn(Target target, Map<Target, List<String>> tags) {
        return target.andContainers().stream()
                .flatMap(container -> tags.getOrDefault(container, List.of()).stream())
                .toList();
    }

    /** The access of any principal to a target named in the contract's words, each word with true or false. */
    public Uni<Map<String, Boolean>> wordsOf(Subject principal, String type, String id) {
        var target = GrantRequest.targetNamed(Words.read(TargetType.class, type, "type"), id, "id");
        return on(new Caller(principal, Optional.empty()), target).map(held -> {
            Map<String, Boolean> words = new LinkedHashMap<>();
            for (var access : Access.values()) {
                words.put(access.name(), held.has(access));
            }
            return words;
        });
    }

    /** Fails with 403 for who asks about somebody else and is no admin. */
    Uni<Void> requireSelfOrAdmin(Caller caller, Subject subject) {
        return entitlements(caller)
                .invoke(entitled -> {
                    if (!entitled.isAdmin() && !subject.equals(caller.principal())) {
                        throw new Problem.Forbidden("You may ask about yourself only");
                    }
                })
                .replaceWithVoid();
    }

    /** Fails unless the caller has this access: as if there were no such target for those who may not READ it. */
    public Uni<Void> require(Caller caller, Access access, Target target) {
        return on(caller, target).invoke(held -> check(held, access, target)).replaceWithVoid();
    }

    static void check(AccessSet held, Access access, Target target) {
        if (held.has(access)) {
            return;
        }
        throw held.has(Access.READ)
                ? new Problem.Forbidden("You may not " + access + " " + Targets.describe(target))
                : Targets.hidden(target);
    }
}
