package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Origin;
import dev.stagedoor.audit.Refusals;
import dev.stagedoor.problem.ErrorReply;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.RefusalCount;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers calls that fail before anything was answered, in OpenAI's shape, and has those that were turned away audited. */
@Singleton
class ErrorReplies {
    private final ObjectMapper json;
    private final Refusals refusals;
    private final RefusalCount count;

    ErrorReplies(ObjectMapper json, Refusals refusals, RefusalCount count) {
        this.json = json;
        this.refusals = refusals;
        this.count = count;
    }

    /** Answers with what the failure means; {@code caller} is null while nobody knows who it is. */
    void answer(RoutingContext context, Caller caller, Throwable failure) {
        if (failure instanceof Problem problem && problem.isRefusal()) {
            var origin = Origin.of(context.request(), Optional.ofNullable(caller));
            refusals.record(origin, action(context), problem);
        }
        var response = context.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        if (!context.request().isEnded()) {
            context.request().resume();
        }
        var reply = ErrorReply.to(failure, context.request().path());
        reply.headers().forEach(response::putHeader);
        count.add(reply);
        response.setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(written(reply));
    }

    private static String action(RoutingContext context) {
        return context.request().method() + " " + context.request().path();
    }

    private Buffer written(ErrorReply reply) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(reply.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An error is a record of texts and can be written", e);
        }
    }
}
