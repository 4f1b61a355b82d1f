package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Role;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Walks every endpoint there is, as nobody, as a user without grants, as a user with exactly what the endpoint's rule asks
 * for, and as an admin. The endpoints are read from the compiled classes: a new one is walked, or fails here, by itself.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RouteWalkTest {
    private static final List<Integer> REFUSALS = List.of(401, 403, 404, 500);

    private final Api admin = Api.admin();

    @Test
    void shouldFindTheEndpoints() {
        assertThat(Route.all()).hasSizeGreaterThan(50);
    }

    @TestFactory
    Stream<DynamicTest> everyEndpointDeclaresExactlyOneRule() {
        return Route.all().stream()
                .map(route -> DynamicTest.dynamicTest(
                        route.toString(), () -> assertThat(route.rule()).isNotInstanceOf(AccessRule.Undeclared.class)));
    }

    @TestFactory
    Stream<DynamicTest> nobodyIsRefused() {
        var world = new World(admin);
        return walk(route -> {
            var status = world.call(Api.nobody(), route);
            if (route.rule() instanceof AccessRule.Open) {
                assertThat(status).isNotIn(REFUSALS);
            } else {
                assertThat(status).isEqualTo(401);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aUserWithoutGrantsSeesNothing() {
        var world = new World(admin);
        var plain = admin.application("plain", "USER");
        return walk(route -> {
            var status = world.call(plain.api(), route);
            switch (route.rule()) {
                case AccessRule.Granted granted -> assertThat(status).isIn(403, 404);
                case AccessRule.Permitted rule
                when !mayDo(Role.USER, rule) -> assertThat(status).isEqualTo(403);
                case AccessRule.Open open -> assertThat(status).isNotIn(REFUSALS);
                case AccessRule.Known known -> assertThat(status).isIn(200, 403, 404);
                default -> assertThat(status).isEqualTo(200);
            }
        });
    }

    private static boolean mayDo(Role role, AccessRule.Permitted rule) {
        return role.permissions().contains(rule.permission().value());
    }

    private static Stream<DynamicTest> walk(ThrowingConsumer<Route> step) {
        return Route.all().stream().map(route -> DynamicTest.dynamicTest(route.toString(), () -> step.accept(route)));
    }

    @TestFactory
    Stream<DynamicTest> aUserWithExactlyWhatTheRuleAsksForGetsThrough() {
        return walk(route -> {
            var world = new World(admin);
            var status = world.call(world.entitledFor(route.rule()), route);
            assertThat(status).isNotIn(REFUSALS);
        });
    }

    @TestFactory
    Stream<DynamicTest> anAdminGetsThrough() {
        return walk(route -> {
            var world = new World(admin);
            assertThat(world.call(admin, route)).isNotIn(REFUSALS);
        });
    }
}
