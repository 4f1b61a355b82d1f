package dev.stagedoor.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** All files that a browser fetches until it shows the list of integrations, found as a browser finds them. */
final class FirstPage {
    private static final Pattern OF_THE_PAGE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern NEEDED = Pattern.compile("(?:from|import) ?\"(/static/bundle/[^\"]+)\"");
    /** Other pages are fetched when somebody goes there. */
    private static final Pattern NEEDED_NOW =
            Pattern.compile("import\\(\"(/static/bundle/(?:main|integrations-page)-[^\"]+)\"\\)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Fetched> files = new LinkedHashMap<>();
    private final URI console;

    private FirstPage(URI console) {
        this.console = console;
    }

    /** A file as it came over the wire: what its body is encoded with, and how many bytes that has. */
    record Fetched(String path, String encoding, int bytes, String text) {}

    /** Fetches them by a client that takes gzip. */
    static List<Fetched> fetch(URI stagedoor) throws IOException, InterruptedException {
        var page = new FirstPage(stagedoor.resolve("/console"));
        page.follow();
        return List.copyOf(page.files.values());
    }

    private void follow() throws IOException, InterruptedException {
        Queue<String> due = new ArrayDeque<>(List.of(console.getPath()));
        while (!due.isEmpty()) {
            var path = due.remove();
            if (!files.containsKey(path)) {
                var file = fetch(path);
                files.put(path, file);
                due.addAll(linksOf(file));
            }
        }
    }

    private Fetched fetch(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(console.resolve(path))
                .header("Accept-Encoding", "gzip")
                .build();
        var reply = http.send(request, BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new AssertionError(path + " is answered with " + reply.statusCode());
        }
        var encoding = reply.headers().firstValue("Content-Encoding").orElse("none");
        return new Fetched(path, encoding, reply.body().length, textOf(reply, encoding));
    }

    private static String textOf(HttpResponse<byte[]> reply, String encoding) throws IOException {
        var body = new ByteArrayInputStream(reply.body());
        try (var plain = encoding.equals("gzip") ? new GZIPInputStream(body) : body) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> linksOf(Fetched file) {
        var links = file.path().equals(console.getPath()) ? Stream.of(OF_THE_PAGE) : linksOfScript(file.path());
        return links.flatMap(link -> link.matcher(file.text()).results())
                .map(found -> found.group(1))
                .toList();
    }

    private static Stream<Pattern> linksOfScript(String path) {
        return path.endsWith(".js") ? Stream.of(NEEDED, NEEDED_NOW) : Stream.empty();
    }
}
