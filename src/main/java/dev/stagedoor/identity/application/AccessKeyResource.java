package dev.stagedoor.identity.application;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Message;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Access keys of applications (contract, section 1.11). */
@Path("/api/applications")
@RegisterForReflection
class AccessKeyResource {
    private final AccessKeys keys;
    private final Applications applications;
    private final AccessControl control;
    private final CurrentCaller caller;

    AccessKeyResource(AccessKeys keys, Applications applications, AccessControl control, CurrentCaller caller) {
        this.keys = keys;
        this.applications = applications;
        this.control = control;
        this.caller = caller;
    }

    /** The application that a key belongs to; 404 for a key that is unknown or of an application not yours to READ. */
    @GET
    @Path("/key/{accessKeyId}")
    @AnyCaller(because = "the application is known only from the key; the caller needs READ on it")
    public Uni<Application> applicationOf(String accessKeyId) {
        return keys.applicationOf(accessKeyId)
                .chain(id -> control.require(caller.get(), Access.READ, Target.application(id))
                        .onFailure(Problem.NotFound.class)
                        .transform(hidden -> AccessKeys.absent(accessKeyId))
                        .chain(() -> applications.get(id)));
    }

    @GET
    @Path("/{id}/accessKeys")
    @RequiresAccess(value = Access.READ, on = TargetType.APPLICATION, id = "{id}")
    public Uni<List<AccessKey>> all(String id) {
        return keys.of(id);
    }

    /** Makes a key. The reply is the only place where its secret, and the {@code apiKey} to paste, are ever shown. */
    @POST
    @Path("/{id}/accessKeys")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{id}")
    public Uni<NewAccessKey> create(String id) {
        return keys.create(id);
    }

    /** Pauses an active key, resumes a paused one. */
    @POST
    @Path("/{applicationId}/accessKeys/{keyId}/status")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{applicationId}")
    public Uni<AccessKey> flip(String applicationId, String keyId) {
        return keys.flip(applicationId, keyId);
    }

    @DELETE
    @Path("/{applicationId}/accessKeys/{keyId}")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{applicationId}")
    public Uni<Message> delete(String applicationId, String keyId) {
        return keys.delete(applicationId, keyId).replaceWith(() -> new Message("Deleted Access key '" + keyId + "'"));
    }
}
