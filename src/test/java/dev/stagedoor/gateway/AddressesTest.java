package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.provider.AddressRules;
import dev.stagedoor.provider.UpstreamConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That what is called is what was checked, for how long, and what happens when the name service is away. */
class AddressesTest {
    private static final String HOST = "provider.test";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger lookUps = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close();
    }

    /** A name service that gives one answer after the other, and then none; an empty one is its failure. */
    private Addresses addresses(Duration lifetime, String... answers) {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        var names = new Names(vertx) {
            @Override
            Future<List<InetAddress>> lookUp(String host) {
                lookUps.incrementAndGet();
                var answer = left.poll();
                return answer == null || answer.isEmpty()
                        ? Future.failedFuture(new UnknownHostException(host))
                        : Future.succeededFuture(Arrays.stream(answer.split(" "))
                                .map(AddressesTest::address)
                                .toList());
            }
        };
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(UpstreamConfig.class)
                .withDefaultValue("stagedoor.upstream.addresses-for", lifetime.toMillis() + "ms")
                .withDefaultValue("stagedoor.upstream.allowed-networks", "127.0.0.0/8")
                .build()
                .getConfigMapping(UpstreamConfig.class);
        return new Addresses(vertx, names, new AddressRules(config), config);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String usedBy(Addresses addresses) throws InterruptedException, ExecutionException {
        return addresses
                .of(HOST, 443)
                .map(found -> found.hostAddress() + ":" + found.port())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @Test
    void shouldLookANameUpOnceAndKeepToItsAddress() throws Exception {
        var addresses = addresses(Duration.ofMinutes(1), "1.1.1.1", "2.2.2.2");

        assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");
        assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void shouldRefuseAHostOfWhichOneAddressIsRefused() {
        var addresses = addresses(Duration.ofMinutes(1), "1.1.1.1 10.0.0.1");

        assertThatThrownBy(() -> usedBy(addresses))
                .hasCauseInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("a private address");
    }

    @Test
    void shouldRefuseANameThatComesToMeanAnotherAddress() throws Exception {
        var addresses = addresses(Duration.ofMillis(50), "1.1.1.1", "169.254.169.254");
        assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");

        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> usedBy(addresses))
                .hasCauseInstanceOf(RefusedAddressException.class));
    }

    @Test
    void shouldNotLookUpAnAddressOfTheSameNameAsAnOddlySpeltOne() {
        var addresses = addresses(Duration.ofMinutes(1), "1.1.1.1");

        var refused = addresses.of("0x7f.1", 80).toCompletionStage().toCompletableFuture();

        assertThat(refused).failsWithin(Duration.ofSeconds(5));
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void shouldGoOnWithAnOldAddressWhileTheNameServiceIsAway() throws Exception {
        var addresses = addresses(Duration.ofMillis(200), "1.1.1.1", "", "");
        assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");

        Awaitility.await().untilAsserted(() -> {
            assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");
            assertThat(lookUps).hasValueGreaterThan(1);
        });
    }

    @Test
    void shouldUseNoAddressThatIsTooOld() {
        var addresses = addresses(Duration.ofMillis(5), "1.1.1.1", "");

        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> usedBy(addresses))
                .hasCauseInstanceOf(UnknownHostException.class));
    }

    @Test
    void shouldStayWithAnAddressThatServesWhenTheAnswerIsInAnotherOrder() throws Exception {
        var addresses = addresses(Duration.ofMillis(300), "1.1.1.1 2.2.2.2", "2.2.2.2 1.1.1.1");
        assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");

        Awaitility.await().untilAsserted(() -> {
            assertThat(usedBy(addresses)).isEqualTo("1.1.1.1:443");
            assertThat(lookUps).hasValueGreaterThan(1);
        });
    }

    @Test
    void shouldGoOnToTheNextAddressWhenOneTakesNoConnection() throws Exception {
        var addresses = addresses(Duration.ofMinutes(1), "1.1.1.1 2.2.2.2");
        var first = addresses
                .of(HOST, 443)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        assertThat(first.hostAddress()).isEqualTo("1.1.1.1");

        addresses.failed(HOST, first);

        assertThat(usedBy(addresses)).isEqualTo("2.2.2.2:443");
    }

    /** A server that takes no more connections, and does not say so. */
    private static List<Socket> fill(ServerSocket full) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try {
            while (waiting.size() < 10) {
                var socket = new Socket();
                waiting.add(socket);
                socket.connect(full.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException isFull) {
            return waiting;
        }
        throw new IllegalStateException("It takes any number");
    }

    @Test
    void shouldGoOnToTheNextAddressWhenOneDoesNotAnswer() throws Exception {
        try (var full = new ServerSocket(0, 1, address("127.0.0.1"))) {
            var waiting = fill(full);
            var addresses = addresses(Duration.ofMinutes(1), "127.0.0.1 2.2.2.2");
            var options = new RequestOptions()
                    .setHost(HOST)
                    .setPort(full.getLocalPort())
                    .setConnectTimeout(300);
            var client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(300));

            var opening = addresses.open(client, options).toCompletionStage().toCompletableFuture();

            assertThat(opening).failsWithin(Duration.ofSeconds(10));
            assertThat(opening.exceptionNow()).isInstanceOf(ConnectException.class);
            assertThat(usedBy(addresses)).startsWith("2.2.2.2:");
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void shouldStayWithAnAddressThatTookTheConnectionButSpeaksNoTls() throws Exception {
        try (var plain = new ServerSocket(0, 1, address("127.0.0.1"))) {
            var addresses = addresses(Duration.ofMinutes(1), "127.0.0.1 2.2.2.2");
            var options = new RequestOptions()
                    .setHost(HOST)
                    .setPort(plain.getLocalPort())
                    .setSsl(true);
            Thread.ofPlatform().daemon().start(() -> answerPlainly(plain));

            var opening = addresses
                    .open(vertx.createHttpClient(), options)
                    .toCompletionStage()
                    .toCompletableFuture();

            assertThat(opening).failsWithin(Duration.ofSeconds(10));
            assertThat(usedBy(addresses)).startsWith("127.0.0.1:");
        }
    }

    private static void answerPlainly(ServerSocket server) {
        try (var connection = server.accept()) {
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().readAllBytes();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
