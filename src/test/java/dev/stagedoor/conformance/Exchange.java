package dev.stagedoor.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * One request and what its reply must be. Every text may name variables, {@code ${run}} among them, which is new in each run;
 * {@code ${dollar}} is the sign itself.
 *
 * @param says what is shown, as a sentence
 * @param as who calls: {@code admin} (the default), {@code plain} (a user without grants), {@code nobody}, or a credential
 * @param call verb and path of the endpoint as the code has it, with a query where one is needed
 * @param with the values of the path's parameters; they are percent-encoded
 * @param body sent as JSON
 * @param text sent as it is, instead of {@code body}
 * @param status 200 if left out, as everywhere in the contract
 * @param reply the shape of the reply, or {@code text}, {@code csv} or {@code empty}
 * @param shows values in the reply, by JSON pointer
 * @param holds an element of the reply, which is an array, has all of these; or is this
 * @param lacks no element of the reply, which is an array, has all of these; nor is this
 * @param mentions what the reply contains somewhere, as text
 * @param keep variables to set from the reply, by JSON pointer
 */
record Exchange(
        String says,
        String as,
        String call,
        Map<String, String> with,
        JsonNode body,
        String text,
        Integer status,
        String reply,
        Map<String, JsonNode> shows,
        JsonNode holds,
        JsonNode lacks,
        String mentions,
        Map<String, String> keep) {

    Exchange {
        Objects.requireNonNull(says);
        Objects.requireNonNull(call);
        Objects.requireNonNull(reply, says);
        as = Objects.requireNonNullElse(as, "admin");
        with = Objects.requireNonNullElse(with, Map.of());
        status = Objects.requireNonNullElse(status, 200);
        shows = Objects.requireNonNullElse(shows, Map.of());
        keep = Objects.requireNonNullElse(keep, Map.of());
    }

    String verb() {
        return call.substring(0, call.indexOf(' '));
    }

    /** The path, its parameters in braces, and the query. */
    String path() {
        return call.substring(call.indexOf(' ') + 1);
    }

    /** Written as an {@link dev.stagedoor.support.Endpoint} is. */
    String endpoint() {
        return call.replaceFirst("\\?.*", "").replaceFirst("/$", "");
    }
}
