package dev.stagedoor.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stagedoor.secret.TestKeys.Settings;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String TOO_SHORT = Base64.getEncoder().encodeToString(new byte[31]);

    /** Rows carry them: another derivation would leave every stored secret under a key that nobody knows. */
    @Test
    void shouldGiveEachKeyTheSameIdForever() {
        assertThat(TestKeys.root(1).id()).isEqualTo(1_594_982_092);
        assertThat(TestKeys.root(2).id()).isEqualTo(1_524_423_975);
    }

    @Test
    void shouldGivePositiveIdsThatAreNotTheOneOfRowsWithout() {
        assertThat(IntStream.range(0, 256).map(number -> TestKeys.root(number).id()))
                .allMatch(id -> id > Sealed.UNNUMBERED)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepTheCurrentKeyApartFromTheOthers() {
        var ring = TestKeys.ring(1, 2, 3);

        assertThat(ring.current().id()).isEqualTo(TestKeys.root(1).id());
        assertThat(ring.others())
                .extracting(RootKey::id)
                .containsExactly(TestKeys.root(2).id(), TestKeys.root(3).id());
        assertThat(ring.all()).hasSize(3);
    }

    @Test
    void shouldRefuseToBeWithoutAKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyRing(new Settings(Optional.empty(), Optional.of(List.of(TestKeys.text(1))))))
                .withMessageContaining("stagedoor.secret.key (environment: STAGEDOOR_SECRET_KEY)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-Base64-at-all!", "c2hvcnQ="})
    void shouldRefuseAKeyThatIsNoneAndNameItsOption(String wrong) {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestKeys.ring(wrong))
                .withMessageStartingWith("stagedoor.secret.key (environment: STAGEDOOR_SECRET_KEY) must hold 32 random")
                .withMessageNotContaining(wrong)
                .withNoCause();
        assertThatIllegalStateException()
                .isThrownBy(() -> TestKeys.ring(TestKeys.text(1), TestKeys.text(2), wrong))
                .withMessageContaining("stagedoor.secret.other-keys (environment: STAGEDOOR_SECRET_OTHER_KEYS)")
                .withMessageNotContaining(wrong)
                .withNoCause();
    }

    @Test
    void shouldRefuseAKeyThatIsTooShort() {
        assertThatIllegalStateException().isThrownBy(() -> TestKeys.ring(TOO_SHORT));
    }

    @Test
    void shouldRefuseTheSameKeyTwice() {
        assertTwice(1, 1);
        assertTwice(1, 2, 2);
    }

    private static void assertTwice(int current, int... others) {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestKeys.ring(current, others))
                .withMessageContaining("stagedoor.secret.key")
                .withMessageContaining("stagedoor.secret.other-keys")
                .withMessageNotContaining(TestKeys.text(1))
                .withMessageNotContaining(TestKeys.text(2));
    }

    @Test
    void shouldShowNoKey() {
        assertThat(TestKeys.root(1)).hasToString("RootKey[********]");
    }
}
