package dev.stagedoor.gateway;

/** Tokens are given out elsewhere, and none was: the message says what the answer was, and holds nothing secret. */
final class TokenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message) {
        super(message, null, false, false);
    }
}
