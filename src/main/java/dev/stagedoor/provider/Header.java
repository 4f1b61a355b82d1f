package dev.stagedoor.provider;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A header that every call to a provider carries. Its value may be a secret, so that only its name is printed. */
public record Header(String name, String value) {
    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,255}");

    /** Those that say where a message ends, where it goes or what its body is: HTTP's business and ours. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    /** Whether somebody may name a header so. */
    static boolean canBeNamed(String name) {
        return TOKEN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * How a header is made from what somebody configured: name and value are texts with configuration keys in braces.
     * Where one of the keys is not configured there is no such header.
     *
     * @param unless a configuration key that rules this header out where it is configured
     */
    public record Rule(String name, String value, Optional<String> unless) {
        static Rule of(String name, String value) {
            return new Rule(name, value, Optional.empty());
        }

        Rule unless(String key) {
            return new Rule(name, value, Optional.of(key));
        }

        Optional<Header> fill(Settings settings) {
            if (unless.filter(settings::has).isPresent()) {
                return Optional.empty();
            }
            return settings.fill(name).flatMap(filled -> settings.fill(value).map(text -> new Header(filled, text)));
        }
    }
}
