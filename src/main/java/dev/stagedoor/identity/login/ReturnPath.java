package dev.stagedoor.identity.login;

import dev.stagedoor.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where in the console a browser goes once it is signed in: a path below {@code /console}, with a query where needed. Nothing
 * that a browser could read as another host or another path is one.
 */
record ReturnPath(String text) {
    static final String PARAMETER = "returnTo";
    static final String CONSOLE = "/console/";

    private static final int LONGEST = 1000;
    private static final String ENCODED_DOT = "%2e";

    /** The path as somebody gave it, the console's first page where nobody did; 400 for what is none. */
    static ReturnPath read(String given) {
        var text = Optional.ofNullable(given).orElse(CONSOLE);
        if (!isBelowConsole(text)) {
            throw new Problem.Invalid(PARAMETER, "must be a path below " + CONSOLE);
        }
        return new ReturnPath(text);
    }

    private static boolean isBelowConsole(String text) {
        try {
            return text.length() <= LONGEST && isBelowConsole(new URI(text));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isBelowConsole(URI uri) {
        return uri.getScheme() == null
                && uri.getRawAuthority() == null
                && (uri.getRawPath() + "/").startsWith(CONSOLE)
                && uri.normalize().equals(uri)
                && !uri.getRawPath().toLowerCase(Locale.ROOT).contains(ENCODED_DOT)
                && uri.toASCIIString().equals(uri.toString());
    }
}
