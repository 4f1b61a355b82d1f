package dev.stagedoor.support;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** The management API as one caller sees it, in the words that tests use most. */
public record Api(String credential) {
    public static final String ADMIN_KEY_ID = "test-admin";
    public static final String ADMIN_KEY_SECRET = "test-admin-secret-0123456789abcdef";

    /** An application with one access key. */
    public record Application(String id, String keyId, String keySecret, String apiKey) {
        public Api api() {
            return new Api(apiKey);
        }

        /** As the subject of a grant. */
        public String principal() {
            return "app:" + id;
        }
    }

    public static Api admin() {
        return new Api("sd-" + ADMIN_KEY_ID + "." + ADMIN_KEY_SECRET);
    }

    public static Api nobody() {
        return new Api(null);
    }

    /** A request with this caller's credential, JSON both ways. */
    public RequestSpecification request() {
        var request = given().contentType(ContentType.JSON).urlEncodingEnabled(false);
        return credential == null ? request : request.header("X-Authorization", credential);
    }

    public Response get(String path) {
        return request().get(path);
    }

    public Response post(String path, Object body) {
        return request().body(body).post(path);
    }

    public Response put(String path, Object body) {
        return request().body(body).put(path);
    }

    public Response delete(String path) {
        return request().delete(path);
    }

    public Response delete(String path, Object body) {
        return request().body(body).delete(path);
    }

    public void integration(String name, Map<String, Object> configuration) {
        post(
                        "/api/integrations/provider/" + name,
                        Map.of("type", "openai", "description", "of a test", "configuration", configuration))
                .then()
                .statusCode(200);
    }

    /** An integration that answers by itself. */
    public void loopback(String name) {
        post("/api/integrations/provider/" + name, Map.of("type", "loopback"))
                .then()
                .statusCode(200);
    }

    public void model(String integration, String model) {
        post("/api/integrations/provider/" + integration + "/integration/" + model, Map.of("enabled", true))
                .then()
                .statusCode(200);
    }

    /** Version 1 of a prompt. */
    public void prompt(String name, String text) {
        request()
                .body(text)
                .post("/api/prompts/" + name + "?description=of%20a%20test")
                .then()
                .statusCode(200);
    }

    /** A user without roles, in these groups. */
    public void user(String id, String... groups) {
        put("/api/users/" + id, Map.of("name", id, "roles", List.of(), "groups", List.of(groups)))
                .then()
                .statusCode(200);
    }

    /** A role made here. */
    public void role(String name, String... permissions) {
        post("/api/roles", Map.of("name", name, "permissions", List.of(permissions)))
                .then()
                .statusCode(200);
    }

    public void group(String id, String... roles) {
        put("/api/groups/" + id, Map.of("description", id, "roles", List.of(roles)))
                .then()
                .statusCode(200);
    }

    /** A new application with these roles and an access key. */
    public Application application(String name, String... roles) {
        var id = post("/api/applications", Map.of("name", name))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");
        for (var role : roles) {
            request().post("/api/applications/" + id + "/roles/" + role).then().statusCode(200);
        }
        var key = request()
                .post("/api/applications/" + id + "/accessKeys")
                .then()
                .statusCode(200)
                .extract();
        return new Application(id, key.path("id"), key.path("secret"), key.path("apiKey"));
    }

    public Response tryGrant(String subject, String target, String... access) {
        return post("/api/auth/authorization", grantOf(subject, target, access));
    }

    /** Subject and target written {@code TYPE:id}. */
    public void grant(String subject, String target, String... access) {
        tryGrant(subject, target, access).then().statusCode(200);
    }

    public Response tryRevoke(String subject, String target, String... access) {
        return delete("/api/auth/authorization", grantOf(subject, target, access));
    }

    public void revoke(String subject, String target, String... access) {
        tryRevoke(subject, target, access).then().statusCode(200);
    }

    private static Map<String, Object> grantOf(String subject, String target, String... access) {
        return Map.of("subject", reference(subject), "target", reference(target), "access", List.of(access));
    }

    private static Map<String, String> reference(String typed) {
        var colon = typed.indexOf(':');
        return Map.of("type", typed.substring(0, colon), "id", typed.substring(colon + 1));
    }

    /** A chat call to a model, as an OpenAI client makes it. */
    public Response chat(String model) {
        return call(
                "/v1/chat/completions",
                Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", "Hello"))));
    }

    /** A call with this body, text or bytes as they are, with the credential as an OpenAI client sends it. */
    public Response call(String path, Object body) {
        var request = given().contentType(ContentType.JSON).redirects().follow(false);
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return request.body(body).post(path);
    }
}
