package dev.stagedoor.wire;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Success without a body is 200 with {@code Content-Length: 0}: what the Conductor SDKs and their tests expect (contract,
 * section 0.1).
 */
class EmptyReply {
    private static final int NO_CONTENT = 204;

    @ServerResponseFilter
    void sayOk(ContainerResponseContext reply) {
        if (reply.getStatus() == NO_CONTENT) {
            reply.setStatus(200);
            reply.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, "0");
        }
    }
}
