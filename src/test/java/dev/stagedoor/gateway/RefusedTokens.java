package dev.stagedoor.gateway;

import dev.stagedoor.provider.credential.Credential.Minted;
import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.util.Optional;

/** Says that no token was given out, or that one was, and asks nobody. */
@Vetoed
public final class RefusedTokens extends Inquiries {
    private final Optional<String> refusal;

    private RefusedTokens(Optional<String> refusal) {
        super(null, null);
        this.refusal = refusal;
    }

    /** In force until the test ends; empty for a token that is given out. */
    public static void because(Optional<String> refusal) {
        QuarkusMock.installMockForType(new RefusedTokens(refusal), Inquiries.class);
    }

    @Override
    public Uni<Optional<String>> refusalOfToken(Minted credential) {
        return Uni.createFrom().item(refusal);
    }
}
