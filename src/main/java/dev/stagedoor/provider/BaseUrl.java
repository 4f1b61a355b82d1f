package dev.stagedoor.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Where a provider's OpenAI-shaped endpoints begin. */
public record BaseUrl(URI uri) {
    /** Used where an integration names no base URL. */
    public static final String OPENAI = "https://api.openai.com";

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Reads what somebody typed: a host alone means its {@code /v1}, a path is taken as it is, a slash at the end is
     * dropped.
     *
     * @return empty when it is not an absolute http(s) URL, or holds user info, a query or a fragment
     */
    public static Optional<BaseUrl> of(String text) {
        try {
            var uri = new URI(text.strip());
            return isUsable(uri) ? Optional.of(new BaseUrl(withVersion(uri))) : Optional.empty();
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

    private static URI withVersion(URI uri) {
        var path = uri.getRawPath().replaceAll("/+$", "");
        return uri.resolve(path.isEmpty() ? "/v1" : path);
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
