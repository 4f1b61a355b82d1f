package dev.stagedoor.vault;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.RequiresAccess.Creation;
import dev.stagedoor.access.Words;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.wire.TextBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.Separator;

/** Named secrets (contract, section 1.14). */
@Path("/api/secrets")
@RegisterForReflection
class SecretResource {
    private static final String PLAIN_TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    private final Secrets secrets;
    private final TextBody text;
    private final CurrentCaller caller;

    SecretResource(Secrets secrets, TextBody text, CurrentCaller caller) {
        this.secrets = secrets;
        this.text = text;
        this.caller = caller;
    }

    /** The names of all secrets, as far as the caller may READ them. */
    @POST
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<String>> all() {
        return secrets.names(caller.get(), AccessSet.of(Access.READ));
    }

    /**
     * The names of the secrets on which the caller holds all of these access words, READ by default.
     *
     * @param access repeated, or separated by commas
     */
    @GET
    @AnyCaller(because = "the list holds only what the caller has the asked access on")
    public Uni<List<String>> withAccess(
            @QueryParam("access") @DefaultValue("READ") @Separator(",") List<String> access) {
        var words = access.stream()
                .map(word -> Words.read(Access.class, word, "access"))
                .toList();
        return secrets.names(caller.get(), AccessSet.of(words));
    }

    /** The value, as plain text whatever the client accepts: some ask for JSON even here (contract, section 0.1). */
    @GET
    @Path("/{key}")
    @RequiresAccess(value = Access.READ, on = TargetType.SECRET, id = "{key}")
    public Uni<RestResponse<String>> get(@SecretName String key) {
        return secrets.value(key).map(value -> ResponseBuilder.ok(value.text(), PLAIN_TEXT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    /**
     * Creates or replaces. The body is the value, up to 65535 characters of raw text or one JSON string, whatever its
     * Content-Type. 403 when the name belongs to somebody else, 409 when somebody else saves at the same time.
     */
    @PUT
    @Path("/{key}")
    @RequiresAccess(
            value = Access.UPDATE,
            on = TargetType.SECRET,
            id = "{key}",
            whenAbsent = Creation.NEEDS_PERMISSION_TO_CREATE_SECRETS)
    public Uni<Void> save(@SecretName String key, byte[] body) {
        return secrets.save(caller.get(), key, new SecretValue(text.read(body, SecretValue.FIELD)));
    }

    /**
     * Deletes the secret and every grant on it. 200 also when there is none, or none that the caller may know of; 403
     * when the caller may READ it but not delete it.
     */
    @DELETE
    @Path("/{key}")
    @AnyCaller(because = "an unknown key is no failure; Secrets deletes only what the caller may DELETE")
    public Uni<Void> delete(@SecretName String key) {
        return secrets.delete(caller.get(), key);
    }

    /** {@code true} or {@code false}, which it also is for what the caller may not READ. */
    @GET
    @Path("/{key}/exists")
    @Produces(MediaType.APPLICATION_JSON)
    @AnyCaller(because = "without READ the answer is the same as for no such secret")
    public Uni<Boolean> exists(@SecretName String key) {
        return secrets.exists(caller.get(), key);
    }
}
