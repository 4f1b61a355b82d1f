package dev.stagedoor.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a node with one credential. */
record NodeClient(StandaloneProcess node, String credential) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    NodeClient as(String other) {
        return new NodeClient(node, other);
    }

    NodeClient on(StandaloneProcess other) {
        return new NodeClient(other, credential);
    }

    /** The status of a chat call. */
    int chat(String model) throws IOException, InterruptedException {
        var body = "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";
        return send("POST", "/v1/chat/completions", body).statusCode();
    }

    HttpResponse<String> send(String verb, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .header("Authorization", "Bearer " + credential)
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** The body of a reply that must be 200. */
    String ok(String verb, String path, String body) throws IOException, InterruptedException {
        var reply = send(verb, path, body);
        if (reply.statusCode() != 200) {
            throw new AssertionError(verb + " " + path + " was answered " + reply.statusCode() + " " + reply.body());
        }
        return reply.body();
    }

    void model(String integration, String model) throws IOException, InterruptedException {
        ok("POST", "/api/integrations/provider/" + integration, "{\"type\": \"loopback\"}");
        ok("POST", "/api/integrations/provider/" + integration + "/integration/" + model, "{\"enabled\": true}");
    }

    /** A new application: the principal, and the api key of it. */
    Application application(String name) throws IOException, InterruptedException {
        var id = field(ok("POST", "/api/applications", "{\"name\": \"" + name + "\"}"), "id");
        return new Application("app:" + id, field(ok("POST", "/api/applications/" + id + "/accessKeys", ""), "apiKey"));
    }

    record Application(String principal, String apiKey) {}

    void grant(String principal, String model) throws IOException, InterruptedException {
        ok("POST", "/api/auth/authorization", grantOf(principal, model));
    }

    void revoke(String principal, String model) throws IOException, InterruptedException {
        ok("DELETE", "/api/auth/authorization", grantOf(principal, model));
    }

    private static String grantOf(String principal, String model) {
        return """
                {"subject": {"type": "USER", "id": "%s"}, "target": {"type": "INTEGRATION", "id": "%s"}, "access": ["EXECUTE"]}
                """
                .formatted(principal, model);
    }

    private static String field(String json, String name) {
        var begin = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(begin, json.indexOf('"', begin));
    }
}
