package dev.stagedoor.wire;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is turned away for what it says it accepts (contract, section 0.1). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnyAcceptTest {
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "image/png", "application/xml;q=0.5"})
    void jsonIsGivenToWhoeverAsks(String accept) {
        Api.admin()
                .request()
                .header("Accept", accept)
                .get("/api/groups")
                .then()
                .statusCode(200)
                .contentType("application/json");
    }
}
