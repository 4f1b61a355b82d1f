package dev.stagedoor.identity.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Public;
import dev.stagedoor.identity.application.AccessKeys;
import dev.stagedoor.identity.application.Applications;
import dev.stagedoor.identity.user.ConductorUser;
import dev.stagedoor.identity.user.Users;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Mask;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;

/** Tokens (contract, section 1.1). There is no refresh: clients ask for another one. */
@Path("/api/token")
@RegisterForReflection
class TokenResource {
    private final AccessKeys keys;
    private final Applications applications;
    private final Users users;
    private final Tokens tokens;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    TokenResource(
            AccessKeys keys,
            Applications applications,
            Users users,
            Tokens tokens,
            CurrentCaller caller,
            CurrentVertxRequest request) {
        this.keys = keys;
        this.applications = applications;
        this.users = users;
        this.tokens = tokens;
        this.caller = caller;
        this.request = request;
    }

    /**
     * An access key, to be exchanged for a token.
     *
     * @param expiration milliseconds; negative for a token that does not expire, the configured lifetime if left out
     */
    record TokenRequest(@NotNull String keyId, @NotNull String keySecret, Long expiration) {
        @Override
        public String toString() {
            return "TokenRequest[keyId=" + keyId + ", " + Mask.TEXT + "]";
        }
    }

    /** A token to send as {@code X-Authorization}, or as {@code Authorization: Bearer}. */
    record Token(String token) {
        @Override
        public String toString() {
            return "Token[" + Mask.TEXT + "]";
        }
    }

    /** The caller, and with {@code claims=true} what its token says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record UserWithClaims(ConductorUser user, Map<String, Object> claims) {}

    /** A token for an access key; 401 alike for a key that is unknown, paused or sent with another secret. */
    @POST
    @Public(because = "the access key in the body is the credential")
    public Uni<Token> issue(@NotNull @Valid TokenRequest asked) {
        return keys.verify(asked.keyId(), asked.keySecret())
                .map(application -> application.orElseThrow(Problem.Unauthenticated::wrongCredentials))
                .chain(applications::get)
                .map(application -> new Token(tokens.issue(application, asked.keyId(), asked.expiration())));
    }

    /** Who the caller is: a ConductorUser, or with {@code claims=true} an object of {@code user} and {@code claims}. */
    @GET
    @Path("/userInfo")
    @AnyCaller(because = "everybody may know who they are")
    public Uni<Object> userInfo(@QueryParam("claims") @DefaultValue("false") String claims) {
        return users.get(caller.get().id()).map(user -> Boolean.parseBoolean(claims) ? withClaims(user) : user);
    }

    private UserWithClaims withClaims(ConductorUser user) {
        var claims = Credential.of(request.getCurrent().request().headers())
                .map(credential -> credential.claims().getMap())
                .orElse(Map.of());
        return new UserWithClaims(user, claims);
    }
}
