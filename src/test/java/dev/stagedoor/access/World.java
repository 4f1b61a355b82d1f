package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Something of everything, under names of its own, so that deleting one spoils nothing for the next. */
final class World {
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
                admin.grant("USER:" + caller.principal(), "APPLICATION:" + application.id(), words(Access.values()));
                admin.grant("USER:" + caller.principal(), "PROMPT:" + id, words(Access.values()));
                admin.grant("USER:" + caller.principal(), "SECRET:" + id, words(Access.values()));
                yield caller.api();
            }
        };
    }

    private Api withGrant(Access access, TargetType type) {
        var caller = admin.application("granted");
        admin.grant("USER:" + caller.principal(), target(type).toString(), access.name());
        return caller.api();
    }

    /** What calls in this world are about. */
    Target target(TargetType type) {
        return switch (type) {
            case INTEGRATION_PROVIDER -> Target.integration(id);
            case INTEGRATION -> Target.model(id, "m");
            case APPLICATION -> Target.application(application.id());
            case PROMPT -> Target.prompt(id);
            case SECRET -> Target.secret(id);
            default -> throw new AssertionError("Say what a granted user holds on a " + type);
        };
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
        if (UPLOADS.contains(route.toString())) {
            request.contentType("multipart/form-data")
                    .multiPart("model", id + ":m")
                    .multiPart("file", "a.wav", new byte[] {1, 2, 3});
        } else if (body != null) {
            request.body(body);
        }
        return request.redirects()
                .follow(false)
                .request(route.verb(), fill(route))
                .statusCode();
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

    private static final Set<String> UPLOADS = Set.of("POST /v1/audio/transcriptions", "POST /v1/audio/translations");

    private static final Map<String, String> QUERIES = Map.of(
            "POST /api/prompts/{name}", "?description=changed",
            "PUT /api/prompts/{name}", "?description=changed",
            "GET /api/metadata/tags/resources", "?tagKey=team&tagValue=a&resourceType=SECRET",
            "GET /api/users/{userId}/checkPermissions", "?type=INTEGRATION_PROVIDER&id={id}",
            "GET /api/auth/access", "?target=INTEGRATION_PROVIDER:{id}",
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
            case "POST /api/token", "POST /api/session" ->
                Map.of("keyId", application.keyId(), "keySecret", application.keySecret());
            case "POST /api/integrations" -> List.of(Map.of("name", id, "description", "changed"));
            case "POST /api/integrations/test" -> Map.of("name", id, "type", "loopback");
            case "POST /api/integrations/def/register" -> List.of(definition());
            case "POST /api/prompts" -> List.of(Map.of("name", id, "template", "Hi", "description", "changed"));
            case "POST /api/prompts/test" -> Map.of("llmProvider", id, "model", "m", "promptName", id);
            case "POST /api/auth/authorization", "DELETE /api/auth/authorization" ->
                Map.of(
                        "subject", Map.of("type", "USER", "id", id),
                        "target", Map.of("type", "INTEGRATION_PROVIDER", "id", id),
                        "access", List.of("READ"));
            case "POST /v1/chat/completions",
                    "POST /v1/completions",
                    "POST /v1/responses",
                    "POST /v1/embeddings",
                    "POST /v1/moderations",
                    "POST /v1/images/generations",
                    "POST /v1/audio/speech" -> Map.of("model", id + ":m", "input", "Hello", "messages", List.of());
            case "POST /api/groups/{groupId}/users", "DELETE /api/groups/{groupId}/users" -> List.of(id);
            case "POST /api/applications", "PUT /api/applications/{id}" -> Map.of("name", "renamed");
            case "POST /api/integrations/provider/{name}/integration/{model}/metrics" -> "7";
            case "PUT /api/integrations/provider/{name}/integration/{model}/price" ->
                Map.of("input", 2.5, "output", "10");
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
