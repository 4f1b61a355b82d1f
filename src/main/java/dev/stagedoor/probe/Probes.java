package dev.stagedoor.probe;

import dev.stagedoor.access.Caller;
import dev.stagedoor.gateway.Inquiries;
import dev.stagedoor.integration.Draft;
import dev.stagedoor.integration.Drafts;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.provider.credential.Credential;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tries connections out by asking providers for their models. */
@ApplicationScoped
class Probes {
    private static final List<String> LOOPBACK_MODELS = List.of("echo", "echo-large");

    private final Drafts drafts;
    private final Inquiries inquiries;
    private final ProbeConfig config;

    Probes(Drafts drafts, Inquiries inquiries, ProbeConfig config) {
        this.drafts = drafts;
        this.inquiries = inquiries;
        this.config = config;
    }

    /** What comes of calling the provider with what was typed; fails like a save for what could not be saved. */
    Uni<Finding> test(Caller caller, ProbeRequest request) {
        return drafts.of(caller, request.name(), request.update()).chain(this::test);
    }

    private Uni<Finding> test(Draft draft) {
        var type = draft.type();
        if (!type.definition().enabled()) {
            return Uni.createFrom().item(fails("The " + type.name() + " provider is switched off here"));
        }
        if (type.base().isEmpty()) {
            return Uni.createFrom().item(new Finding.Works(true, LOOPBACK_MODELS, null, 0));
        }
        return draft.base().map(base -> ask(draft, base)).orElseGet(() -> Uni.createFrom()
                .item(fails("The integration lacks what its provider type needs")));
    }

    private static Finding fails(String message) {
        return new Finding.Fails(false, null, message, 0);
    }

    private Uni<Finding> ask(Draft draft, BaseUrl base) {
        return Uni.createFrom().deferred(() -> {
            var verdict = Verdict.startingNow(draft);
            if (draft.credential().orElse(null) instanceof Credential.Minted minted) {
                return inquiries.refusalOfToken(minted).map(verdict::ofToken);
            }
            return inquiries
                    .get(base, pathOf(draft.type(), base), draft.headersOfModelList(), config.timeout())
                    .map(verdict::of);
        });
    }

    private static String pathOf(ProviderType type, BaseUrl base) {
        return type.models().pathAt(base);
    }
}
