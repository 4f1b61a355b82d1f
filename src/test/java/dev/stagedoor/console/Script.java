package dev.stagedoor.console;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of the console as far as it calls the API. A call is one of the functions of {@code api/client.js} with its whole
 * address, or a link. Whatever else touches the API is {@linkplain #loose loose}: its address cannot be read off.
 *
 * @param text without comments and imports
 */
record Script(String name, String text) {
    private static final Map<String, String> METHODS =
            Map.of("get", "GET", "post", "POST", "put", "PUT", "remove", "DELETE", "href", "GET");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern IMPORT = Pattern.compile("(?s)\\bimport \\{[^}]*} from '[^']*';");
    private static final Pattern CALL = Pattern.compile(
            "(?:(?<![.#\\w])(?:(get|post|put|remove)\\(|send\\('([A-Z]+)',\\s*)|\\b(href)=)(?:[\"']|path`|\\$\\{`)(/(?:api|v1)/[^\"'`?]*)(?=[\"'`?])(?![\"'`]\\s*\\+)");

    private static final Pattern NAMED_ADDRESS =
            Pattern.compile("(?:export )?const (\\w+) = \\([^)]*\\) => path`([^`]*)`;");
    private static final Pattern ADDRESS_IN_ADDRESS = Pattern.compile("`\\$\\{path`([^`]*)`}([^`]*)`");

    private static final Pattern LOOSE_ADDRESS = Pattern.compile("[\"'`]/(?:api|v1)\\b.*");
    private static final Pattern LOOSE_CALL = Pattern.compile(
            "(?<![.#\\w])(?:get|post|put|remove|send)\\(.*|[(,=?:]\\s*(?:get|post|put|remove|send)\\s*[,);].*");
    private static final Pattern OTHER_WAY =
            Pattern.compile("(?<![#\\w])(?:fetch|XMLHttpRequest|EventSource|WebSocket|sendBeacon)\\b.*");

    static Script of(String name, String source) {
        return new Script(
                name, IMPORT.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll(""));
    }

    /** Addresses that have a name, such as {@code const promptPath = (name) => path`/api/prompts/${name}`}. */
    Stream<Map.Entry<String, String>> namedAddresses() {
        return NAMED_ADDRESS.matcher(text).results().map(found -> Map.entry(found.group(1), found.group(2)));
    }

    /** The same script with the addresses in the place of their names. */
    Script with(Map<String, String> namedAddresses) {
        var whole = NAMED_ADDRESS.matcher(text).replaceAll("");
        for (var named : namedAddresses.entrySet()) {
            var use = Pattern.compile("(?<![.#\\w])" + named.getKey() + "\\([^()]*\\)");
            whole = use.matcher(whole).replaceAll(Matcher.quoteReplacement("path`" + named.getValue() + "`"));
        }
        return new Script(name, ADDRESS_IN_ADDRESS.matcher(whole).replaceAll("path`$1$2`"));
    }

    Stream<ApiCall> calls() {
        return CALL.matcher(text).results().map(Script::call);
    }

    private static ApiCall call(MatchResult found) {
        var method = Stream.of(1, 3)
                .map(found::group)
                .filter(word -> word != null)
                .map(METHODS::get)
                .findFirst();
        return new ApiCall(
                method.orElseGet(() -> found.group(2)), found.group(4).replaceAll("\\$\\{[^}]*}", "{}"));
    }

    /** Lines with an address apart from its method, a call without a whole address, or another way to the network. */
    List<String> loose() {
        var rest = CALL.matcher(text).replaceAll("");
        return Stream.of(LOOSE_ADDRESS, LOOSE_CALL, OTHER_WAY)
                .flatMap(pattern -> pattern.matcher(rest).results())
                .map(found -> name + ": " + found.group())
                .toList();
    }
}
