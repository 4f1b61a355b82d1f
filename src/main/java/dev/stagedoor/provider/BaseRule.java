package dev.stagedoor.provider;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where calls to a provider type go.
 *
 * @param template a URL with configuration keys in braces; {@code {endpoint}} alone for one that people type
 * @param paths what paths of a typed URL stand for, see {@link BaseUrl#of}
 * @param hosts names of hosts that the template makes and that are called by another one
 */
public record BaseRule(String template, Map<String, String> paths, Map<String, String> hosts) {
    private static final String TYPED = "{" + Settings.ENDPOINT + "}";

    /** A URL that people type; a host alone means this path. */
    static BaseRule typed(String path) {
        return typed(Map.of("", path));
    }

    static BaseRule typed(Map<String, String> paths) {
        return new BaseRule(TYPED, paths, Map.of());
    }

    static BaseRule fixed(String template) {
        return new BaseRule(template, Map.of(), Map.of());
    }

    /** The same, but for a host that has another name. */
    BaseRule calling(String host, String other) {
        return new BaseRule(template, paths, Map.of(host, other));
    }

    boolean isTyped() {
        return template.equals(TYPED);
    }

    /** The keys that become part of a host name. */
    Set<String> hostKeys() {
        return isTyped() ? Set.of() : Settings.keysOf(template);
    }

    Optional<BaseUrl> resolve(Settings settings) {
        return settings.fill(template).flatMap(url -> BaseUrl.of(url, paths)).map(base -> base.at(hosts));
    }
}
