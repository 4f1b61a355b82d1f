package dev.stagedoor.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stagedoor.secret.Sealer.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final Place PLACE = new Place("integration", "1", "credentials");

    private final Sealer sealer = sealerWithKey((byte) 1);

    private static Sealer sealerWithKey(byte fill) {
        var key = new byte[32];
        Arrays.fill(key, fill);
        return new Sealer(new RootKey(() -> Optional.of(Base64.getEncoder().encodeToString(key))));
    }

    @Test
    void shouldOpenWhatItSealed() {
        assertThat(sealer.open(sealer.seal("sk-geheim ✓", PLACE), PLACE)).isEqualTo("sk-geheim ✓");
    }

    @Test
    void shouldSealTheSameTextDifferentlyEachTime() {
        assertThat(sealer.seal("same", PLACE).ciphertext())
                .isNotEqualTo(sealer.seal("same", PLACE).ciphertext());
    }

    @Test
    void shouldNotShowTheTextInTheCiphertext() {
        var sealed = sealer.seal("plain-to-see", PLACE);

        assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1)).doesNotContain("plain");
        assertThat(sealed).hasToString("Sealed[********]");
    }

    @Test
    void shouldNotOpenInAnotherRowTableOrField() {
        var sealed = sealer.seal("secret", PLACE);

        assertRefused(sealed, new Place("integration", "2", "credentials"));
        assertRefused(sealed, new Place("model", "1", "credentials"));
        assertRefused(sealed, new Place("integration", "1", "other"));
    }

    @Test
    void shouldNotOpenWhenAByteWasChanged() {
        var sealed = sealer.seal("secret", PLACE);
        var altered = sealed.ciphertext().clone();
        altered[altered.length - 1] ^= 1;

        assertRefused(new Sealed(sealed.keyVersion(), sealed.wrappedKey(), altered), PLACE);
    }

    @Test
    void shouldNotOpenWithAnotherKeyNorSayMoreThanNeeded() {
        var sealed = sealer.seal("secret", PLACE);

        assertThatIllegalStateException()
                .isThrownBy(() -> sealerWithKey((byte) 2).open(sealed, PLACE))
                .withMessageContaining("stagedoor.secret.key")
                .withMessageNotContaining("secret,");
    }

    private void assertRefused(Sealed sealed, Place place) {
        assertThatIllegalStateException().isThrownBy(() -> sealer.open(sealed, place));
    }
}
