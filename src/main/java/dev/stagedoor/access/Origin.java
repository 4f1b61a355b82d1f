package dev.stagedoor.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/**
 * Who does something, and from where, as the audit keeps it.
 *
 * @param actor the id of the principal
 * @param accessKeyId the access key behind its credential
 * @param address the network address of the client
 */
public record Origin(String actor, Optional<String> accessKeyId, Optional<String> address) {
    /** What is done at start, by nobody's request. */
    public static final Origin PROGRAM = new Origin("stagedoor", Optional.empty(), Optional.empty());

    /** Requests of whom nothing is known. */
    private static final String NOBODY = "nobody";

    /** Of a request, made by this caller as far as anybody knows. */
    public static Origin of(HttpServerRequest request, Optional<Caller> caller) {
        var address = Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress);
        return new Origin(caller.map(Caller::id).orElse(NOBODY), caller.flatMap(Caller::accessKeyId), address);
    }

    /** The same request, made by somebody in particular. */
    Origin by(String principalId) {
        return new Origin(principalId, accessKeyId, address);
    }
}
