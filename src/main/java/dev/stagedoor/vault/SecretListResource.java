package dev.stagedoor.vault;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Named secrets with their tags (contract, section 1.14). */
@Path("/api/secrets-v2")
@RegisterForReflection
class SecretListResource {
    private final Secrets secrets;
    private final CurrentCaller caller;

    SecretListResource(Secrets secrets, CurrentCaller caller) {
        this.secrets = secrets;
        this.caller = caller;
    }

    @GET
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<Secret>> all() {
        return secrets.visibleTo(caller.get());
    }
}
