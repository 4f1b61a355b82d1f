package dev.stagedoor.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a provider's OpenAI-shaped endpoints begin. */
public record BaseUrl(URI uri) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads what somebody typed. Slashes at the end are dropped.
     *
     * @param paths what paths stand for: a host alone (the empty path), or the start of another API of the same provider;
     *     every other path is taken as it is
     * @return empty when it is not an absolute http(s) URL, or holds user info, a query or a fragment
     */
    public static Optional<BaseUrl> of(String text, Map<String, String> paths) {
        try {
            var uri = new URI(text.strip());
            return isUsable(uri) ? Optional.of(new BaseUrl(withPath(uri, paths))) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme())
                && uri.getHost() != null
                && uri.getPort() <= 65_535
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    /** Put together as text: resolved against the URL, a path that begins with two slashes would be another host. */
    private static URI withPath(URI uri, Map<String, String> paths) throws URISyntaxException {
        var path = uri.getRawPath().replaceAll("/+$", "");
        return new URI(uri.getScheme() + "://" + uri.getRawAuthority() + paths.getOrDefault(path, path));
    }

    /** The same below another host, where its own stands for one. */
    BaseUrl at(Map<String, String> hosts) {
        var other = hosts.get(uri.getHost());
        return other == null ? this : new BaseUrl(URI.create(uri.getScheme() + "://" + other + uri.getRawPath()));
    }

    public boolean isSecure() {
        return "https".equals(uri.getScheme());
    }

    public int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return isSecure() ? 443 : 80;
    }

    /** The path of an endpoint below this base. */
    public String pathOf(String endpoint) {
        return uri.getRawPath() + endpoint;
    }
}
