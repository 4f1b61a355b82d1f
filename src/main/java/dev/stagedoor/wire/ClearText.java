package dev.stagedoor.wire;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Has HTTP/2 spoken over TLS only. A request in clear text that asks for it, as those of Java's own client do, would bring
 * its body outside of all flow control: what a slow provider does not take yet would be held, however much it is.
 */
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
