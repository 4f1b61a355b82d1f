package dev.stagedoor.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a JAX-RS endpoint into a reply. */
class ProblemMapper {
    private final RefusalCount refusals;

    ProblemMapper(RefusalCount refusals) {
        this.refusals = refusals;
    }

    @ServerExceptionMapper(priority = 1)
    Response onProblem(Problem problem, UriInfo uri) {
        return reply(problem, uri);
    }

    @ServerExceptionMapper(priority = 1)
    Response onJson(JsonProcessingException failure, UriInfo uri) {
        return replyTo(failure, uri);
    }

    /** Named besides its parent, since Quarkus brings a mapper for exactly this one. */
    @ServerExceptionMapper(priority = 1)
    Response onWrongType(MismatchedInputException failure, UriInfo uri) {
        return replyTo(failure, uri);
    }

    @ServerExceptionMapper(priority = 1)
    Response onViolation(ConstraintViolationException failure, UriInfo uri) {
        return replyTo(failure, uri);
    }

    @ServerExceptionMapper(priority = 1)
    Response onAuthenticationFailure(AuthenticationFailedException failure, UriInfo uri) {
        return replyTo(failure, uri);
    }

    @ServerExceptionMapper(priority = 1)
    Response onWebFailure(WebApplicationException failure, UriInfo uri) {
        return Failures.meaningOf(failure).map(p -> reply(p, uri)).orElseGet(failure::getResponse);
    }

    @ServerExceptionMapper(priority = 1)
    Response onAnything(Throwable failure, UriInfo uri) {
        return replyTo(failure, uri);
    }

    private Response replyTo(Throwable failure, UriInfo uri) {
        return written(ErrorReply.to(failure, uri.getPath()));
    }

    private Response reply(Problem problem, UriInfo uri) {
        return written(ErrorReply.of(problem, uri.getPath()));
    }

    private Response written(ErrorReply reply) {
        refusals.add(reply);
        var response = Response.status(reply.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(reply.body());
        reply.headers().forEach(response::header);
        return response.build();
    }
}
