package dev.stagedoor.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What passes between Stagedoor and one type of provider, from a file under {@code providers}.
 *
 * @param source where its form is described
 * @param headers what every request carries beside the usual, names in lower case
 */
record RecordedConversation(
        String type,
        String source,
        Map<String, String> configuration,
        Map<String, String> headers,
        List<Exchange> exchanges) {
    private static final Path FILES = Path.of("src/test/resources/providers");

    /**
     * One request and its answer.
     *
     * @param path where it has to arrive
     * @param request the body, in which {@code MODEL} stands for the model; null where {@code form} says that it is one
     * @param usage how the row begins that is left of it: to its end where the provider counts tokens
     */
    @JsonIgnoreProperties(ignoreUnknown = false)
    record Exchange(
            String says, String endpoint, String path, String request, boolean form, Answer answer, String usage) {}

    /**
     * What the provider answers; {@code KEY} stands for the credential.
     *
     * @param chunks each is sent in a piece of its own
     * @param passes headers that reach the caller; null for none
     */
    record Answer(int status, String contentType, List<String> chunks, Map<String, String> passes) {
        String body() {
            return String.join("", chunks);
        }
    }

    static List<RecordedConversation> all() {
        try (var files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedConversation::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedConversation read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), RecordedConversation.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each exchange, with the conversation that it is from. */
    static Stream<Object[]> exchangesOfAll() {
        return all().stream().flatMap(file -> file.exchanges().stream()
                .map(exchange -> new Object[] {file.type() + ": " + exchange.says(), file, exchange}));
    }
}
