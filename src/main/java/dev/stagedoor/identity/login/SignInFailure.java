package dev.stagedoor.identity.login;

import dev.stagedoor.problem.Problem;
import io.quarkus.oidc.OIDCException;
import java.net.ConnectException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;

/** Why somebody could not sign in at the issuer, as the console's page to sign in is told. */
enum SignInFailure {
    /** They changed their mind at the issuer. */
    CANCELLED,
    /** They took too long, or this browser did not set out. */
    EXPIRED,
    /** The issuer, or we, did not take them for anybody. */
    REFUSED,
    /** The issuer is not there, or none is configured. */
    UNAVAILABLE;

    private static final String ACCESS_DENIED = "access_denied";
    private static final int DEEPEST_CAUSE = 12;

    /** What the issuer says in {@code error}. */
    static SignInFailure said(String error) {
        return ACCESS_DENIED.equals(error) ? CANCELLED : REFUSED;
    }

    static SignInFailure of(Throwable failure) {
        return switch (failure) {
            case NoSuchElementException e -> EXPIRED;
            case OIDCException e -> UNAVAILABLE;
            default -> isAway(failure, 0) ? UNAVAILABLE : REFUSED;
        };
    }

    private static boolean isAway(Throwable failure, int depth) {
        return switch (failure) {
            case null -> false;
            case Problem.Unavailable e -> true;
            case ConnectException e -> true;
            case TimeoutException e -> true;
            default -> depth < DEEPEST_CAUSE && isAway(failure.getCause(), depth + 1);
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
