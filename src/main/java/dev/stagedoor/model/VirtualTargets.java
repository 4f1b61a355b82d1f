package dev.stagedoor.model;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Share;
import dev.stagedoor.model.VirtualTargetRepository.Found;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What virtual models stand for. Whoever may call a virtual model calls what it stands for, so saving one gives EXECUTE on
 * each target: it needs what a grant would need.
 */
@ApplicationScoped
class VirtualTargets {
    private final VirtualTargetRepository repository;
    private final Upstreams upstreams;
    private final AccessControl control;

    VirtualTargets(VirtualTargetRepository repository, Upstreams upstreams, AccessControl control) {
        this.repository = repository;
        this.upstreams = upstreams;
        this.control = control;
    }

    boolean isVirtual(String type) {
        return upstreams.isVirtual(type);
    }

    /**
     * What the caller may do to each target that an update names; asked for before the transaction. Nothing where it names none
     * that make sense: if it matters, {@link #save} says so.
     */
    Uni<Map<Reference, AccessSet>> held(Caller caller, ModelUpdate update) {
        return Multi.createFrom()
                .iterable(named(update))
                .onItem()
                .transformToUniAndConcatenate(
                        reference -> control.on(caller, Target.model(reference.integration(), reference.model()))
                                .map(held -> Map.entry(reference, held)))
                .collect()
                .asList()
                .map(entries -> entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<Reference> named(ModelUpdate update) {
        try {
            return update.configuration() == null
                    ? List.of()
                    : VirtualForm.read(update.configuration()).stream()
                            .map(Share::reference)
                            .toList();
        } catch (Problem.Invalid noTargets) {
            return List.of();
        }
    }

    /**
     * Part of the transaction that saves the virtual model. 400 for a target that is not there, not to be seen by the caller or
     * virtual itself; 403 for one that the caller sees and may not give EXECUTE on.
     */
    Uni<Void> save(UUID model, Map<String, ?> configuration, Map<Reference, AccessSet> held) {
        var shares = VirtualForm.read(configuration);
        return repository
                .find(shares)
                .chain(found -> repository.replace(
                        model,
                        checked(shares, found, held),
                        shares.stream().map(Share::weight).toList()));
    }

    private List<UUID> checked(List<Share> shares, Map<Reference, Found> found, Map<Reference, AccessSet> held) {
        List<UUID> ids = new ArrayList<>();
        for (var share : shares) {
            var reference = share.reference();
            var at = VirtualForm.modelAt(ids.size());
            ids.add(checked(reference, at, found.get(reference), held.getOrDefault(reference, AccessSet.NONE)));
        }
        return ids;
    }

    private UUID checked(Reference reference, String at, Found found, AccessSet held) {
        var mayGive = held.has(Access.UPDATE) && held.has(Access.EXECUTE);
        if (found == null || !(mayGive || held.has(Access.READ))) {
            throw new Problem.Invalid(at, "there is no model '" + reference + "'");
        }
        if (!mayGive) {
            throw new Problem.Forbidden(at + ": you cannot give EXECUTE on the model '" + reference
                    + "': that needs UPDATE and EXECUTE on it");
        }
        if (isVirtual(found.type())) {
            throw new Problem.Invalid(at, "'" + reference + "' stands for other models itself");
        }
        return found.id();
    }
}
