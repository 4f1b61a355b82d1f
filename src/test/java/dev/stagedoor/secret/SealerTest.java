package dev.stagedoor.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stagedoor.secret.Sealer.Place;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final Place PLACE = new Place("integration", "1", "credentials");

    /** What the version before keys had ids stored, under key 1. */
    private static final Sealed UNNUMBERED = new Sealed(
            1,
            HexFormat.of()
                    .parseHex(
                            "000102030405060708090a0be22707064ad8a0980141bf5341ce3ff66ab87e142caa22f87bbcb4b59f5b85d4b3d82c09938dd5d59da7012f6074b950"),
            HexFormat.of()
                    .parseHex("0c0d0e0f101112131415161787279554be2b4d1d28029468d17b8b9d3fa1d5e6f8b65db0a9e0b03bff2d"));

    private final Sealer sealer = TestKeys.sealer(1);

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

        assertThatExceptionOfType(UnopenableException.class)
                .isThrownBy(() -> TestKeys.sealer(2, 3).open(sealed, PLACE))
                .withMessageContaining("integration 1")
                .withMessageContaining("stagedoor.secret.other-keys")
                .withMessageContaining(String.valueOf(sealed.keyVersion()))
                .withMessageNotContaining("secret,");
    }

    @Test
    void shouldOpenWhatAnyConfiguredKeySealedAndSealWithTheCurrentOne() {
        var before = sealer.seal("secret", PLACE);
        var rotated = TestKeys.sealer(2, 1);

        assertThat(rotated.open(before, PLACE)).isEqualTo("secret");
        assertThat(rotated.seal("secret", PLACE).keyVersion())
                .isEqualTo(TestKeys.root(2).id());
    }

    @Test
    void shouldRewrapTheDataKeyAlone() {
        var before = sealer.seal("secret", PLACE);

        var wrapped = TestKeys.sealer(2, 1).rewrap(before.keyVersion(), before.wrappedKey(), PLACE);

        var after = new Sealed(TestKeys.root(2).id(), wrapped, before.ciphertext());
        assertThat(TestKeys.sealer(2).open(after, PLACE)).isEqualTo("secret");
        assertRefused(after, PLACE);
    }

    @Test
    void shouldNotRewrapWhatBelongsElsewhere() {
        var sealed = sealer.seal("secret", PLACE);

        assertThatExceptionOfType(UnopenableException.class)
                .isThrownBy(() -> sealer.rewrap(
                        sealed.keyVersion(), sealed.wrappedKey(), new Place("integration", "2", "credentials")));
    }

    @Test
    void shouldOpenWhatWasStoredBeforeKeysHadIdsUnderAnyConfiguredKey() {
        assertThat(sealer.open(UNNUMBERED, PLACE)).isEqualTo("sk-from-before");
        assertThat(TestKeys.sealer(3, 2, 1).open(UNNUMBERED, PLACE)).isEqualTo("sk-from-before");
        assertThatExceptionOfType(UnopenableException.class)
                .isThrownBy(() -> TestKeys.sealer(2, 3).open(UNNUMBERED, PLACE));
    }

    @Test
    void shouldRewrapWhatWasStoredBeforeKeysHadIds() {
        var wrapped = TestKeys.sealer(2, 1).rewrap(UNNUMBERED.keyVersion(), UNNUMBERED.wrappedKey(), PLACE);

        var after = new Sealed(TestKeys.root(2).id(), wrapped, UNNUMBERED.ciphertext());
        assertThat(TestKeys.sealer(2).open(after, PLACE)).isEqualTo("sk-from-before");
    }

    private void assertRefused(Sealed sealed, Place place) {
        assertThatExceptionOfType(UnopenableException.class).isThrownBy(() -> sealer.open(sealed, place));
    }
}
