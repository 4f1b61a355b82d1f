package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.Endpoint;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private static final List<Integer> REFUSALS = List.of(401, 403, 404);

    private final Api admin = Api.admin();

    /** One endpoint, and who may call it. */
    private record Route(Endpoint endpoint) {
        String verb() {
            return endpoint.verb();
        }

        String path() {
            return endpoint.path();
        }

        AccessRule rule() {
            return AccessRule.of(endpoint.method());
        }

        @Override
        public String toString() {
            return endpoint.toString();
        }
    }

    private static List<Route> routes() {
        return Endpoint.all().stream().map(Route::new).toList();
    }

    @Test
    void shouldFindTheEndpoints() {
        assertThat(routes()).hasSizeGreaterThan(50);
    }

    @TestFactory
    Stream<DynamicTest> everyEndpointDeclaresExactlyOneRule() {
        return routes().stream()
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
                case AccessRule.Known known -> assertThat(status).isIn(200, 403, 404);
                default -> assertThat(status).isEqualTo(200);
            }
        });
    }

    private static boolean mayDo(Role role, AccessRule.Permitted rule) {
        return role.permissions().contains(rule.permission().value());
    }

    private static Stream<DynamicTest> walk(ThrowingConsumer<Route> step) {
        return routes().stream().map(route -> DynamicTest.dynamicTest(route.toString(), () -> step.accept(route)));
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

    /** Something of everything, under names of its own, so that deleting one spoils nothing for the next. */
    private static final class World {
        private final Api admin;
        private final String id = UUID.randomUUID().toString();
        private final Api.Application application;
        private String self;

        World(Api admin) {
            this.admin = admin;
            admin.loopback(id);
            admin.model(id, "m");
            admin.group(id);
            admin.user(id, id);
            admin.role(id);
            self = id;
            application = admin.application(id);
            admin.prompt(id, "Hello");
            admin.put("/api/secrets/" + id, "of a test").then().statusCode(200);
        }

        /** A principal with just the access, the permission or nothing, as the rule asks; EXECUTE for calls. */
        Api entitledFor(AccessRule rule) {
            return switch (rule) {
                case AccessRule.Granted granted ->
                    withGrant(granted.access().value(), granted.access().on());
                case AccessRule.Permitted permitted ->
                    withPermission(permitted.permission().value());
                default -> {
                    var caller = admin.application("entitled", "USER");
                    self = caller.principal();
                    admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, words(Access.values()));
                    admin.grant(
                            "USER:" + caller.principal(), "APPLICATION:" + application.id(), words(Access.values()));
                    admin.grant("USER:" + caller.principal(), "PROMPT:" + id, words(Access.values()));
                    admin.grant("USER:" + caller.principal(), "SECRET:" + id, words(Access.values()));
                    yield caller.api();
                }
            };
        }

        private Api withGrant(Access access, TargetType type) {
            var caller = admin.application("granted");
            var target =
                    switch (type) {
                        case INTEGRATION_PROVIDER -> "INTEGRATION_PROVIDER:" + id;
                        case INTEGRATION -> "INTEGRATION:" + id + ":m";
                        case APPLICATION -> "APPLICATION:" + application.id();
                        case PROMPT -> "PROMPT:" + id;
                        case SECRET -> "SECRET:" + id;
                        default -> throw new AssertionError("Say what a granted user holds on a " + type);
                    };
            admin.grant("USER:" + caller.principal(), target, access.name());
            return caller.api();
        }

        private Api withPermission(Permission permission) {
            var role = "only-" + permission + "-" + id;
            admin.role(role, permission.name());
            return admin.application("permitted", role).api();
        }

        private static String[] words(Access... access) {
            return Arrays.stream(access).map(Access::name).toArray(String[]::new);
        }

        int call(Api caller, Route route) {
            var request = caller.request();
            if (caller.credential() != null) {
                request.header("Authorization", "Bearer " + caller.credential());
            }
            var body = bodyFor(route);
            if (body != null) {
                request.body(body);
            }
            return request.request(route.verb(), fill(route)).statusCode();
        }

        private String fill(Route route) {
            var path = route.path()
                    .replace("{name}", route.path().contains("/def/") ? "openai" : id)
                    .replace("{integrationName}", id)
                    .replace("{model}", route.path().startsWith("/v1") ? id + ":m" : "m")
                    .replace("{applicationId}", application.id())
                    .replace("{accessKeyId}", application.keyId())
                    .replace("{keyId}", application.keyId())
                    .replace("{key}", id)
                    .replace("{role}", "WORKER")
                    .replace("{id}", route.path().startsWith("/api/applications") ? application.id() : id)
                    .replace("{userId}", id)
                    .replace("{groupId}", id)
                    .replace("{type}", route.path().contains("/eventStats/") ? "kafka" : "INTEGRATION_PROVIDER")
                    .replace("{prompt}", id)
                    .replace("{version}", "1")
                    .replace("{subjectType}", "USER")
                    .replace("{subjectId}", self);
            var query = QUERIES.getOrDefault(route.toString(), "");
            return path + query.replace("{self}", self).replace("{id}", id);
        }

        private static final Map<String, String> QUERIES = Map.of(
                "POST /api/prompts/{name}", "?description=changed",
                "PUT /api/prompts/{name}", "?description=changed",
                "GET /api/metadata/tags/resources", "?tagKey=team&tagValue=a&resourceType=SECRET",
                "GET /api/users/{userId}/checkPermissions", "?type=INTEGRATION_PROVIDER&id={id}",
                "GET /api/auth/reach", "?subject=USER:{self}",
                "GET /api/auth/reached-by", "?target=INTEGRATION_PROVIDER:{id}",
                "GET /api/auth/explain", "?subject=USER:{self}&target=INTEGRATION_PROVIDER:{id}&access=READ");

        private Map<String, Object> definition() {
            var endpoint = Map.of("fieldName", "endpoint");
            return Map.of("type", id, "category", "AI_MODEL", "configuration", List.of(endpoint));
        }

        private Object bodyFor(Route route) {
            if (route.verb().equals("GET")) {
                return null;
            }
            return switch (route.toString()) {
                case "POST /api/token" -> Map.of("keyId", application.keyId(), "keySecret", application.keySecret());
                case "POST /api/integrations" -> List.of(Map.of("name", id, "description", "changed"));
                case "POST /api/integrations/def/register" -> List.of(definition());
                case "POST /api/prompts" -> List.of(Map.of("name", id, "template", "Hi", "description", "changed"));
                case "POST /api/prompts/test" -> Map.of("llmProvider", id, "model", "m", "promptName", id);
                case "POST /api/auth/authorization", "DELETE /api/auth/authorization" ->
                    Map.of(
                            "subject", Map.of("type", "USER", "id", id),
                            "target", Map.of("type", "INTEGRATION_PROVIDER", "id", id),
                            "access", List.of("READ"));
                case "POST /v1/chat/completions", "POST /v1/responses", "POST /v1/embeddings" ->
                    Map.of("model", id + ":m", "input", "Hello", "messages", List.of());
                case "POST /api/groups/{groupId}/users", "DELETE /api/groups/{groupId}/users" -> List.of(id);
                case "POST /api/applications", "PUT /api/applications/{id}" -> Map.of("name", "renamed");
                case "POST /api/integrations/provider/{name}/integration/{model}/metrics" -> "7";
                case "POST /api/integrations/llm/{name}/token" -> Map.of("maxTokens", 7, "tokenLimitPeriod", "DAY");
                case "POST /api/integrations/eventStats/{type}" -> List.of(Map.of("eventType", "SEND"));
                case "PUT /api/users/{id}" -> Map.of("name", "renamed");
                case "POST /api/roles" -> Map.of("name", id + "-too", "permissions", List.of());
                case "PUT /api/roles/{name}" -> Map.of("name", id, "permissions", List.of());
                default ->
                    route.path().endsWith("/tags")
                            ? List.of(Map.of("key", "team", "value", "a"))
                            : Map.of("description", "changed");
            };
        }
    }
}
