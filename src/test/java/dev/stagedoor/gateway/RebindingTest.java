package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * That a name cannot pass the check with one address and be called at another (attack 2). No name service but the one of
 * this test knows the name, so whatever is reached was reached by the address that was checked.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RebindingTest {
    private static final String ALLOWED = "127.0.0.1";
    private static final String METADATA = "169.254.169.254";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final String integration = "rebinding-" + UUID.randomUUID();
    private final String host = integration + ".invalid";
    private final List<String> lookUps = new ArrayList<>();

    @Inject
    Vertx vertx;

    @AfterEach
    void close() {
        provider.close();
    }

    /** What the name means, at one look-up after the other. */
    private void means(String... addresses) {
        Queue<String> left = new ArrayDeque<>(List.of(addresses));
        QuarkusMock.installMockForType(
                new Names(vertx) {
                    @Override
                    Future<List<InetAddress>> lookUp(String asked) {
                        lookUps.add(asked);
                        return Future.succeededFuture(
                                Arrays.stream(left.remove().split(" "))
                                        .map(RebindingTest::address)
                                        .toList());
                    }
                },
                Names.class);
        admin.integration(
                integration,
                Map.of(
                        "api_key",
                        "sk-mine",
                        "endpoint",
                        "http://" + host + ":" + URI.create(provider.url()).getPort()));
        admin.model(integration, "m");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void shouldConnectToTheAddressThatWasCheckedWithoutAnotherLookUp() {
        means(ALLOWED, METADATA);

        admin.chat(integration + ":m").then().statusCode(200);
        admin.chat(integration + ":m").then().statusCode(200);

        assertThat(lookUps).containsExactly(host);
        assertThat(provider.lastRequest().header("Host")).startsWith(host + ":");
    }

    @Test
    void shouldCallNoneOfTheAddressesWhenOneOfThemIsRefused() {
        means(ALLOWED + " " + METADATA);

        admin.chat(integration + ":m").then().statusCode(502).body("error.code", equalTo("upstream_not_allowed"));

        assertThat(provider.requests()).isEmpty();
    }
}
