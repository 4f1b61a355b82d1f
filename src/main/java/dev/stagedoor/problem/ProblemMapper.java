package dev.stagedoor.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into a reply; the only place that does. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String GATEWAY = "/v1/";
    private static final String INSTANCE = System.getenv().getOrDefault("HOSTNAME", "stagedoor");

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

    private static Response replyTo(Throwable failure, UriInfo uri) {
        return Failures.meaningOf(failure).map(p -> reply(p, uri)).orElseGet(() -> opaque(failure, uri));
    }

    private static Response reply(Problem problem, UriInfo uri) {
        var body = uri.getPath().startsWith(GATEWAY) ? OpenAiError.of(problem) : ManagementError.of(problem, INSTANCE);
        var reply = Response.status(problem.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body);
        problem.headers().forEach(reply::header);
        return reply.build();
    }

    private static Response opaque(Throwable failure, UriInfo uri) {
        var trace = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure, trace %s, at %s", trace, uri.getPath());
        var message = "Something went wrong on our side; mention trace " + trace;
        Object body = uri.getPath().startsWith(GATEWAY)
                ? new OpenAiError(new OpenAiError.Detail(message, "server_error", null, "internal_error"))
                : new ManagementError(500, "internal_error", message, null, null, null, false, List.of());
        return Response.status(500)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
