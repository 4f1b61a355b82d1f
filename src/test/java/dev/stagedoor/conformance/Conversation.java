package dev.stagedoor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.support.Api;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Holds exchanges, one after the other. */
final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Variables variables = new Variables();
    private final Shapes shapes;
    private final Map<String, Api> callers;

    Conversation(Shapes shapes) {
        this.shapes = shapes;
        var plain = Api.admin().application("plain", "USER");
        callers = Map.of("admin", Api.admin(), "plain", plain.api(), "nobody", Api.nobody());
        variables.put("run", UUID.randomUUID().toString());
        variables.put("dollar", "$");
        variables.put("plain", plain.principal());
        variables.put("keyId", plain.keyId());
        variables.put("keySecret", plain.keySecret());
    }

    void hold(Exchange exchange) {
        var reply = send(exchange);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(exchange.status());
        switch (exchange.reply()) {
            case "empty" -> checkIsEmpty(reply);
            case "csv" -> assertThat(reply.contentType()).startsWith("text/csv");
            case "text" -> assertThat(reply.contentType()).startsWith("text/plain");
            default -> checkJson(exchange, reply);
        }
        if (exchange.mentions() != null) {
            assertThat(reply.asString()).contains(variables.fill(exchange.mentions()));
        }
    }

    private Response send(Exchange exchange) {
        var caller = callers.containsKey(exchange.as())
                ? callers.get(exchange.as())
                : new Api(variables.fill(exchange.as()));
        var request = caller.request();
        if (exchange.body() != null) {
            request.body(variables.fill(exchange.body()).toString());
        } else if (exchange.text() != null) {
            request.body(variables.fill(exchange.text()));
        }
        return request.redirects().follow(false).request(exchange.verb(), variables.path(exchange));
    }

    /** What the JavaScript client takes for no body: it would parse any other. */
    private static void checkIsEmpty(Response reply) {
        assertThat(reply.asString()).isEmpty();
        assertThat(reply.header("Content-Length")).isEqualTo("0");
        assertThat(reply.contentType()).doesNotContain("json");
    }

    private void checkJson(Exchange exchange, Response reply) {
        var json = parse(reply);
        assertThat(shapes.faults(json, exchange.reply())).as(exchange.reply()).isEmpty();
        exchange.shows()
                .forEach((pointer, value) ->
                        assertThat(json.at(variables.fill(pointer))).as(pointer).isEqualTo(variables.fill(value)));
        if (exchange.holds() != null) {
            assertThat(isIn(json, exchange.holds()))
                    .as("the reply holds %s", exchange.holds())
                    .isTrue();
        }
        if (exchange.lacks() != null) {
            assertThat(isIn(json, exchange.lacks()))
                    .as("the reply holds %s", exchange.lacks())
                    .isFalse();
        }
        exchange.keep()
                .forEach((name, pointer) -> variables.put(name, json.at(pointer).asText()));
    }

    private static JsonNode parse(Response reply) {
        try {
            return JSON.readTree(reply.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + reply.asString(), e);
        }
    }

    private boolean isIn(JsonNode array, JsonNode part) {
        assertThat(array.isArray()).as("the reply is an array").isTrue();
        var wanted = variables.fill(part);
        return StreamSupport.stream(array.spliterator(), false).anyMatch(element -> has(element, wanted));
    }

    private static boolean has(JsonNode element, JsonNode wanted) {
        return wanted.isObject()
                ? wanted.properties().stream()
                        .allMatch(entry -> entry.getValue().equals(element.get(entry.getKey())))
                : wanted.equals(element);
    }
}
