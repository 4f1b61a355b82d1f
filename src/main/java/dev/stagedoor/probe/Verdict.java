package dev.stagedoor.probe;

import dev.stagedoor.gateway.Inquiries.Obstacle;
import dev.stagedoor.gateway.Inquiries.Outcome;
import dev.stagedoor.integration.Draft;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.provider.TokenRule;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Says what an outcome means to who filled in the form, and which field is to blame. */
record Verdict(Draft draft, long startedNanos) {
    private static final String SHOWN_BY_A_CALL = "whether it takes the key shows in the first call";

    static Verdict startingNow(Draft draft) {
        return new Verdict(draft, System.nanoTime());
    }

    Finding of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered(answered.status(), answered.body());
            case Outcome.TooLong much ->
                blames(ProviderType.ENDPOINT, "The answer is no list of models: it is too long");
            case Outcome.Silent silent -> blames(ProviderType.ENDPOINT, "The provider did not answer in time");
            case Outcome.NotAllowed refused ->
                blames(
                        ProviderType.ENDPOINT,
                        "The host is at " + refused.kind() + ", which this server does not call"
                                + " (stagedoor.upstream.allowed-networks)");
            case Outcome.Unreachable away -> blames(ProviderType.ENDPOINT, messageOf(away.obstacle()));
        };
    }

    /** Of asking for a token, where that is what tells whether an account is good. */
    Finding ofToken(Optional<String> refusal) {
        return refusal.map(why -> blames(fieldOfAccount(), "Where tokens are given out " + why))
                .orElseGet(() -> works(List.of(), "The account is good; what it may call shows in the first call"));
    }

    private String fieldOfAccount() {
        return draft.type().tokens().map(TokenRule::key).orElse(ProviderType.API_KEY);
    }

    private static String messageOf(Obstacle obstacle) {
        return switch (obstacle) {
            case NO_SUCH_HOST -> "There is no such host";
            case NOT_TRUSTED -> "There is no TLS at this address, or with a certificate that is not trusted";
            case NO_CONNECTION -> "The provider cannot be reached";
        };
    }

    private Finding answered(int status, Buffer body) {
        return switch (status) {
            case 401, 403 -> blames(ProviderType.API_KEY, aboutTheKey() + " (" + status + ")");
            case 404, 405, 501 ->
                works(
                        List.of(),
                        "The provider answers, but has no list of models (" + status + "); " + SHOWN_BY_A_CALL);
            case 400 -> blamesNothing("The provider refused the question (400), as some do for a wrong key");
            default -> status < 300 ? listed(body) : unexpected(status);
        };
    }

    private String aboutTheKey() {
        return draft.apiKey().isPresent() ? "The provider refused the key" : "The provider asks for a key";
    }

    private Finding unexpected(int status) {
        return status < 400
                ? blames(
                        ProviderType.ENDPOINT,
                        "The provider sends callers elsewhere (" + status + "), and no redirect is followed")
                : blamesNothing("The provider answered with an error (" + status + ")");
    }

    private Finding listed(Buffer body) {
        return ModelNames.in(body)
                .map(names -> works(names.without(draft.apiKey()), whatTheListHides()))
                .orElseGet(() -> blames(ProviderType.ENDPOINT, "The answer is no list of models"));
    }

    private String whatTheListHides() {
        return draft.type().models().isPublic()
                ? "The provider shows its models to everybody; " + SHOWN_BY_A_CALL
                : null;
    }

    private Finding works(List<String> models, String message) {
        return new Finding.Works(true, models, message, elapsedMillis());
    }

    private Finding blamesNothing(String message) {
        return new Finding.Fails(false, null, message, elapsedMillis());
    }

    /** A field that the type's form does not have is nothing that anybody could correct. */
    private Finding blames(String field, String message) {
        return new Finding.Fails(false, draft.type().asksFor(field) ? field : null, message, elapsedMillis());
    }

    private long elapsedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }
}
