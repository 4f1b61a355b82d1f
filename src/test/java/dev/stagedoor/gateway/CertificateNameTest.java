package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a connection to an address that was looked up here still is one to the provider of that name, and no other. */
class CertificateNameTest {
    private static final String PASSWORD = "of-a-test";
    private static final String NAME = "provider.test";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    private int port;

    @BeforeEach
    void serve() throws Exception {
        makeKeyFor(NAME);
        var options = new HttpServerOptions()
                .setSsl(true)
                .setSni(true)
                .setKeyCertOptions(new PfxOptions().setPath(keyStore()).setPassword(PASSWORD));
        port = of(vertx.createHttpServer(options)
                        .requestHandler(request -> request.response()
                                .end(request.authority() + " by "
                                        + request.connection().indicatedServerName()))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldAskForTheNameAtTheAddress() throws Exception {
        assertThat(of(answerOf(NAME))).isEqualTo(NAME + ":" + port + " by " + NAME);
    }

    @Test
    void shouldNotTrustACertificateOfAnotherName() {
        assertThat(answerOf("other.test"))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .withRootCauseInstanceOf(Exception.class)
                .havingCause()
                .isInstanceOf(SSLException.class);
    }

    private CompletableFuture<String> answerOf(String name) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
        var client = vertx.createHttpClient(UpstreamConnections.options(config)
                .setTrustOptions(new JksOptions().setPath(keyStore()).setPassword(PASSWORD)));
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(name)
                        .setPort(port)
                        .setSsl(true)
                        .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1")))
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(Object::toString))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static <T> T of(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        return future.get();
    }

    private String keyStore() {
        return directory.resolve("key.p12").toString();
    }

    private void makeKeyFor(String name) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
