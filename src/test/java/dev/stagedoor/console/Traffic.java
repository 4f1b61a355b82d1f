package dev.stagedoor.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** All that went between a visitor's browser and Stagedoor, as the browser wrote it down; to be read when the visitor left. */
record Traffic(Path file) {
    /** Where in which requests a text was sent. */
    List<String> requestsWith(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (var entry : entries()) {
            var request = entry.path("request");
            var name = nameOf(request);
            if (request.path("url").asText().contains(text)) {
                found.add(name + " in the address");
            }
            if (request.path("headers").toString().contains(text)) {
                found.add(name + " in a header");
            }
            if (request.path("postData").path("text").asText().contains(text)) {
                found.add(name + " in the body");
            }
        }
        return found;
    }

    /** The requests in whose answers a text came back. */
    List<String> answersWith(String text) throws IOException {
        return entries().stream()
                .filter(entry -> {
                    var response = entry.path("response");
                    return response.path("headers").toString().contains(text)
                            || body(response.path("content")).contains(text);
                })
                .map(entry -> nameOf(entry.path("request")))
                .toList();
    }

    private static String nameOf(JsonNode request) {
        return request.path("method").asText() + " "
                + URI.create(request.path("url").asText()).getPath();
    }

    private static String body(JsonNode content) {
        var text = content.path("text").asText();
        return content.path("encoding").asText().equals("base64")
                ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                : text;
    }

    private List<JsonNode> entries() throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        new ObjectMapper().readTree(file.toFile()).path("log").path("entries").forEach(entries::add);
        if (entries.isEmpty()) {
            throw new AssertionError("nothing was written down in " + file);
        }
        return entries;
    }
}
