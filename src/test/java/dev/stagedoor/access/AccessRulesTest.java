package dev.stagedoor.access;

import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The six rules of access, as calls show them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessRulesTest {
    private final Api admin = Api.admin();

    @Test
    void aGrantOnAnIntegrationReachesAModelAddedAfterwards() {
        admin.loopback("later");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:later", "EXECUTE");

        admin.model("later", "newcomer");

        reader.api().chat("later:newcomer").then().statusCode(200);
    }

    @Test
    void aGrantOnOneModelDoesNotReachItsNeighbour() {
        admin.loopback("street");
        admin.model("street", "one");
        admin.model("street", "two");
        var reader = admin.application("reader");

        admin.grant("USER:" + reader.principal(), "INTEGRATION:street:one", "EXECUTE");

        reader.api().chat("street:one").then().statusCode(200);
        reader.api().chat("street:two").then().statusCode(404).body("error.code", equalTo("model_not_found"));
    }
}
