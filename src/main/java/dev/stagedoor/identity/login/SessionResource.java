package dev.stagedoor.identity.login;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Public;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.AccessKeys;
import dev.stagedoor.identity.application.ApiKey;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Mask;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Signing a browser in and out, for the console. */
@Path("/api/session")
@RegisterForReflection
class SessionResource {
    private final AccessKeys keys;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final ConsoleTenant issuer;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    SessionResource(
            AccessKeys keys,
            Sessions sessions,
            SessionCookie cookie,
            ConsoleTenant issuer,
            CurrentCaller caller,
            CurrentVertxRequest request) {
        this.keys = keys;
        this.sessions = sessions;
        this.cookie = cookie;
        this.issuer = issuer;
        this.caller = caller;
        this.request = request;
    }

    /** An access key, as the one string {@code sd-<id>.<secret>} or in its two parts. */
    @RegisterForReflection
    record SignIn(String apiKey, String keyId, String keySecret) {
        ApiKey key() {
            return apiKey == null
                    ? new ApiKey(required(keyId, "keyId"), required(keySecret, "keySecret"))
                    : ApiKey.read(apiKey).orElseThrow(Problem.Unauthenticated::wrongCredentials);
        }

        private static String required(String value, String field) {
            if (value == null) {
                throw new Problem.Invalid(field, "must be given where there is no apiKey");
            }
            return value;
        }

        @Override
        public String toString() {
            return "SignIn[keyId=" + keyId + ", " + Mask.TEXT + "]";
        }
    }

    /**
     * What a browser that opens the console must know first.
     *
     * @param oidc whether one can sign in at the issuer too, and not with access keys alone
     * @param signedIn whether the browser shows a session that has not ended
     */
    @RegisterForReflection
    record Options(boolean oidc, boolean signedIn) {}

    /**
     * Signs in with an access key, by a cookie that lasts for {@code stagedoor.session.lifetime}; 401 as for
     * {@code POST /api/token}. The body must say that it is JSON, which a form of another site cannot.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Public(because = "the access key in the body is the credential")
    public Uni<RestResponse<Session>> signIn(@NotNull SignIn asked) {
        OwnSite.refuseOthers(httpRequest());
        var key = asked.key();
        return keys.verify(key.id(), key.secret())
                .map(application -> application.orElseThrow(Problem.Unauthenticated::wrongCredentials))
                .map(application -> new Caller(Subject.application(application), Optional.of(key.id())))
                .chain(this::signedIn);
    }

    private Uni<RestResponse<Session>> signedIn(Caller known) {
        var started = cookie.start(known);
        return sessions.of(known, Optional.of(started.expiresAt()))
                .map(session ->
                        ResponseBuilder.ok(session).cookie(started.cookie()).build());
    }

    /** Who the caller is, with whatever credential it came. */
    @GET
    @AnyCaller(because = "everybody may know who they are")
    public Uni<Session> whoAmI() {
        return sessions.of(caller.get(), cookie.read(httpRequest()).map(Verified::expiresAt));
    }

    /**
     * Signs out: the browser forgets the cookie, whether it was still good or not. A copy of it that somebody made stays good
     * until it expires, or the access key is paused.
     */
    @DELETE
    @Public(because = "forgetting a cookie takes nothing from anybody but the browser that asks")
    public Uni<RestResponse<Void>> signOut() {
        if (cookie.isShownBy(httpRequest())) {
            OwnSite.require(httpRequest());
        }
        return Uni.createFrom().item(() -> ResponseBuilder.<Void>noContent()
                .cookie(cookie.forgotten())
                .build());
    }

    /** How one can sign in here, and whether that is needed. */
    @GET
    @Path("/options")
    @Public(because = "the page to sign in must know before anybody is signed in")
    public Uni<Options> options() {
        return Uni.createFrom()
                .item(() -> cookie.read(httpRequest()))
                .chain(shown -> shown.map(verified -> sessions.isActive(verified.caller()))
                        .orElse(Uni.createFrom().item(false)))
                .onFailure(Problem.Unauthenticated.class)
                .recoverWithItem(false)
                .map(signedIn -> new Options(issuer.isThere(), signedIn));
    }

    private HttpServerRequest httpRequest() {
        return request.getCurrent().request();
    }
}
