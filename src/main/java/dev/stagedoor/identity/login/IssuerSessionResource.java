package dev.stagedoor.identity.login;

import dev.stagedoor.access.Public;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Signing a browser in at the issuer. Every reply sends it somewhere: people look at these, not programs. */
@Path(ConsoleTenant.PATH)
@RegisterForReflection
class IssuerSessionResource {
    private static final Logger LOG = Logger.getLogger(IssuerSessionResource.class);
    private static final String SIGN_IN = ReturnPath.CONSOLE + "sign-in";

    private final ConsoleTenant tenant;
    private final CodeFlow flow;
    private final SessionCookie cookie;
    private final CurrentVertxRequest request;

    IssuerSessionResource(ConsoleTenant tenant, CodeFlow flow, SessionCookie cookie, CurrentVertxRequest request) {
        this.tenant = tenant;
        this.flow = flow;
        this.cookie = cookie;
        this.request = request;
    }

    /**
     * Sends the browser to the issuer, and later to {@code returnTo}: a path below {@code /console/}, which is also where it
     * goes by default. 400 for any other path. Where that cannot be, it goes to
     * {@code /console/sign-in?error=unavailable}.
     */
    @GET
    @Public(because = "the issuer asks for the credential")
    public Uni<RestResponse<Void>> start(@QueryParam(ReturnPath.PARAMETER) String returnTo) {
        ReturnPath.read(returnTo);
        return tenant.isThere()
                ? flow.start(request.getCurrent())
                        .map(page -> to(page).build())
                        .onFailure()
                        .recoverWithItem(IssuerSessionResource::failed)
                : Uni.createFrom().item(() -> failed(SignInFailure.UNAVAILABLE));
    }

    /**
     * Where the issuer sends the browser back to. Whoever it vouches for is signed in and goes to where they wanted; all others
     * go to {@code /console/sign-in?error=} with one of {@code cancelled}, {@code expired}, {@code refused} and
     * {@code unavailable}.
     */
    @GET
    @Path(ConsoleTenant.CALLBACK)
    @Public(because = "the code in the query is the credential, good for the browser that set out alone")
    public Uni<RestResponse<Void>> finish(@QueryParam("error") String error) {
        if (error != null || !tenant.isThere()) {
            return Uni.createFrom()
                    .item(() -> failed(error == null ? SignInFailure.UNAVAILABLE : SignInFailure.said(error)));
        }
        return flow.finish(request.getCurrent())
                .map(this::signedIn)
                .onFailure()
                .recoverWithItem(IssuerSessionResource::failed);
    }

    private RestResponse<Void> signedIn(CodeFlow.Arrival arrival) {
        var started = cookie.start(arrival.who().caller());
        return to(arrival.returnTo().text()).cookie(started.cookie()).build();
    }

    private static RestResponse<Void> failed(Throwable failure) {
        LOG.infof("Nobody was signed in at the issuer: %s", failure);
        return failed(SignInFailure.of(failure));
    }

    private static RestResponse<Void> failed(SignInFailure failure) {
        return to(SIGN_IN + "?error=" + failure.word()).build();
    }

    /** As a text, since a location that is taken for a URI is made absolute, with a scheme that is not the browser's. */
    private static ResponseBuilder<Void> to(String location) {
        return ResponseBuilder.<Void>create(Status.SEE_OTHER.getStatusCode())
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
