package dev.stagedoor.usage;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens used by the models of an integration (contract, section 1.6). */
@Path("/api/integrations/provider/{name}/metrics")
@RegisterForReflection
class IntegrationUsageResource {
    private final TokenUsage usage;
    private final CurrentCaller caller;

    IntegrationUsageResource(TokenUsage usage, CurrentCaller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    /**
     * All tokens ever used, by model, of those that the caller may READ. Numbers in the form of texts: of the clients some
     * read the one and some the other, and all of them read this (contract, section 0.4).
     */
    @GET
    @AnyCaller(because = "the map holds only what the caller may READ; 404 when that is nothing of this integration")
    public Uni<Map<String, String>> totals(String name) {
        return usage.totals(caller.get(), name).map(totals -> {
            Map<String, String> texts = new LinkedHashMap<>();
            totals.forEach((model, tokens) -> texts.put(model, tokens.toString()));
            return texts;
        });
    }
}
