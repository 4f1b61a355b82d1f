package dev.stagedoor.integration;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.secret.UnopenableException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Integrations that are filled in and not saved: for trying them out, with the rights and the checks of a save. */
@ApplicationScoped
public class Drafts {
    private static final String STORED_KEY = "configuration." + ProviderType.API_KEY;
    private static final Logger LOG = Logger.getLogger(Drafts.class);

    private final IntegrationRepository repository;
    private final IntegrationForm form;
    private final Definitions definitions;
    private final Integrations integrations;
    private final AccessControl control;

    Drafts(
            IntegrationRepository repository,
            IntegrationForm form,
            Definitions definitions,
            Integrations integrations,
            AccessControl control) {
        this.repository = repository;
        this.form = form;
        this.definitions = definitions;
        this.integrations = integrations;
        this.control = control;
    }

    /**
     * What would be called if this were saved. Settings that are left out, or are the mask, are the stored ones where there is
     * an integration of this name.
     *
     * <p>404 for a name that the caller may not READ, there or not; a name that is not there is a new integration for whoever
     * may create one. 403 for who may READ it and not UPDATE it, and for who names none and may create none. 400 as saving
     * has it.
     *
     * @param name null for a new integration
     */
    public Uni<Draft> of(Caller caller, String name, IntegrationUpdate update) {
        var draft = name == null
                ? integrations.rightToCreate(caller).chain(right -> created(right, update))
                : integrations.rightToSave(caller, name).chain(right -> named(right, update));
        return draft.onFailure(UnopenableException.class)
                .invoke(closed -> LOG.errorf("The integration '%s' cannot be tried out. %s", name, closed.getMessage()))
                .onFailure(UnopenableException.class)
                .transform(closed -> new Problem.Invalid(STORED_KEY, "does not open here and must be sent again"));
    }

    private Uni<Draft> named(RightToSave right, IntegrationUpdate update) {
        return right.held().has(Access.UPDATE)
                ? changed(right, update)
                : refused(right).chain(() -> created(right, update));
    }

    /** Passes only for a name that is free, and a caller who may take it. */
    private Uni<Void> refused(RightToSave right) {
        var target = Target.integration(right.name());
        var refusal = control.require(right.caller(), Access.UPDATE, target);
        return right.mayCreate() && !right.held().has(Access.READ)
                ? isTaken(right.name())
                        .chain(isTaken -> isTaken ? refusal : Uni.createFrom().voidItem())
                : refusal;
    }

    @WithSession
    Uni<Boolean> isTaken(String name) {
        return repository.named(name).map(found -> found != null);
    }

    @WithSession
    Uni<Draft> created(RightToSave right, IntegrationUpdate update) {
        right.checkMayCreate();
        if (update.type() == null) {
            throw new Problem.Invalid("type", "is needed for a new integration");
        }
        return definitions
                .offered(update.type())
                .onFailure(Problem.NotFound.class)
                .transform(absent -> new Problem.Invalid("type", absent.getMessage()))
                .map(type -> {
                    var entity = form.create(
                            right.name(), type, update, right.caller().id());
                    return draft(entity, type);
                });
    }

    @WithSession
    Uni<Draft> changed(RightToSave right, IntegrationUpdate update) {
        return repository
                .named(right.name())
                .chain(found -> found == null
                        ? created(right, update)
                        : definitions.find(found.type).map(type -> changed(found, type, right, update)));
    }

    private Draft changed(IntegrationEntity stored, ProviderType type, RightToSave right, IntegrationUpdate update) {
        var entity = stored.copy();
        form.change(
                entity, type, form.withStored(entity, update), right.caller().id(), right.isOwner());
        return draft(entity, type);
    }

    private Draft draft(IntegrationEntity entity, ProviderType type) {
        return new Draft(type, form.opened(entity));
    }
}
