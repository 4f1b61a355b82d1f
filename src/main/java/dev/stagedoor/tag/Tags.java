package dev.stagedoor.tag;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts tags on targets and takes them off. Since a grant on a tag reaches whatever carries it, tagging is granting: who
 * adds a tag must hold on the target all that the tag's grants would give others.
 */
@ApplicationScoped
public class Tags {
    private final TagRepository repository;
    private final Grants grants;
    private final AccessControl control;
    private final Changes changes;

    Tags(TagRepository repository, Grants grants, AccessControl control, Changes changes) {
        this.repository = repository;
        this.grants = grants;
        this.control = control;
        this.changes = changes;
    }

    @WithSession
    public Uni<List<Tag>> on(Target target) {
        return on(List.of(target)).map(byTarget -> byTarget.getOrDefault(target, List.of()));
    }

    /** The tags of each of these targets that has any; one query. */
    @WithSession
    public Uni<Map<Target, List<Tag>>> on(Collection<Target> targets) {
        return repository.on(targets).map(rows -> {
            Map<Target, List<Tag>> tags = new LinkedHashMap<>();
            rows.forEach(row -> tags.computeIfAbsent(
                            new Target(TargetType.valueOf((String) row[0]), (String) row[1]), t -> new ArrayList<>())
                    .add(new Tag((String) row[2], (String) row[3])));
            return tags;
        });
    }

    /** Adds; a key may carry several values. */
    public Uni<Void> add(Caller caller, Target target, List<Tag> tags) {
        return control.on(caller, target)
                .chain(held -> checkMayAdd(held, target, tags))
                .chain(() -> changes.commit(() -> put(target, tags)));
    }

    /** Fails when one of these tags would give others more than is held; before the transaction that adds them. */
    public Uni<Void> checkMayAdd(AccessSet held, Target target, List<Tag> tags) {
        return Changes.each(tags, tag -> checkMayTag(held, target, tag));
    }

    /** Adds what was checked. Part of the caller's transaction. */
    public Uni<Void> put(Target target, List<Tag> tags) {
        return Changes.each(tags, tag -> repository.add(target, tag));
    }

    private Uni<Void> checkMayTag(AccessSet held, Target target, Tag tag) {
        return grants.on(new Target(TargetType.TAG, tag.asTarget()))
                .invoke(given -> {
                    var opened = given.stream().map(Grant::access).reduce(AccessSet.NONE, AccessSet::and);
                    if (!held.hasAll(opened)) {
                        throw new Problem.Forbidden("The tag '" + tag.asTarget() + "' gives others "
                                + opened.without(held).words() + ", which you do not hold on " + target.id());
                    }
                })
                .replaceWithVoid();
    }

    /** Removes exactly these keys and values; what is not there is no failure. */
    public Uni<Void> remove(Target target, List<Tag> tags) {
        return changes.commit(() -> Changes.each(tags, tag -> repository.remove(target, tag)));
    }

    /** Forgets the tags of a target that is being deleted. Part of the deleting transaction. */
    public Uni<Void> forget(Target target) {
        return repository
                .removeAllOn(target)
                .chain(() -> target.type() == TargetType.INTEGRATION_PROVIDER
                        ? repository.removeAllOnModelsOf(target.id())
                        : Uni.createFrom().voidItem());
    }
}
