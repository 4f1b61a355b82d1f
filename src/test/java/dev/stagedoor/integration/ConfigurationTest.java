package dev.stagedoor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stagedoor.integration.Configuration.Stored;
import dev.stagedoor.secret.Mask;
import dev.stagedoor.secret.Sealer.Place;
import dev.stagedoor.secret.TestKeys;
import dev.stagedoor.secret.UnopenableException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored openly, what is sealed, and what of it needs a key. */
class ConfigurationTest {
    private static final String TABLE = "integration";
    private static final String ROW = "1";

    private final Configuration configuration = new Configuration(TestKeys.sealer(1));
    private final Configuration withoutTheKey = new Configuration(TestKeys.sealer(2));

    private static Stored update(Configuration configuration, Stored stored, Map<String, Object> sent) {
        return configuration.update(stored, sent, TABLE, ROW);
    }

    private final Stored stored = update(
            configuration, Stored.EMPTY, Map.of("endpoint", "https://one", "api_key", "sk-1", "password", "p-1"));

    @Test
    void shouldShowWhatIsThereWithoutAnyKey() {
        assertThat(withoutTheKey.masked(stored, TABLE, ROW))
                .containsOnly(
                        Map.entry("endpoint", "https://one"),
                        Map.entry("api_key", Mask.TEXT),
                        Map.entry("password", Mask.TEXT));
    }

    @Test
    void shouldKeepWhatIsSealedAsItIsUnlessANewSecretIsSent() {
        var moved = update(withoutTheKey, stored, Map.of("endpoint", "https://two", "api_key", Mask.TEXT));

        assertThat(moved.sealed()).isSameAs(stored.sealed());
        assertThat(configuration.masked(moved, TABLE, ROW))
                .containsOnly(
                        Map.entry("endpoint", "https://two"),
                        Map.entry("api_key", Mask.TEXT),
                        Map.entry("password", Mask.TEXT));
    }

    @Test
    void shouldKeepTheOtherSecretWhenOneIsRenewed() {
        var renewed = update(configuration, stored, Map.of("api_key", "sk-2"));

        assertThat(configuration.secrets(renewed, TABLE, ROW).getMap())
                .containsOnly(Map.entry("api_key", "sk-2"), Map.entry("password", "p-1"));
    }

    @Test
    void shouldTakeAllSecretsAnewWhenTheirKeyIsLost() {
        var typedAgain = update(withoutTheKey, stored, Map.of("api_key", "sk-2", "password", "p-2"));

        assertThat(withoutTheKey.secrets(typedAgain, TABLE, ROW).getMap())
                .containsOnly(Map.entry("api_key", "sk-2"), Map.entry("password", "p-2"));
    }

    @Test
    void shouldNotDropASecretThatItCannotOpen() {
        assertThatExceptionOfType(UnopenableException.class)
                .isThrownBy(() -> update(withoutTheKey, stored, Map.of("api_key", "sk-2")));
    }

    @Test
    void shouldOpenRowsFromBeforeMasksWereStoredToTell() {
        var before = new Stored(
                "{\"endpoint\":\"https://one\"}",
                TestKeys.sealer(1).seal("{\"api_key\":\"sk-1\"}", new Place(TABLE, ROW, Configuration.FIELD)));

        assertThat(configuration.masked(before, TABLE, ROW)).containsEntry("api_key", Mask.TEXT);
        assertThat(withoutTheKey.masked(before, TABLE, ROW)).containsOnlyKeys("endpoint");
        var saved = update(configuration, before, Map.of("endpoint", "https://two"));
        assertThat(withoutTheKey.masked(saved, TABLE, ROW)).containsEntry("api_key", Mask.TEXT);
    }

    @Test
    void shouldTakeAMaskForASecretThatIsNotThereAsNothing() {
        var saved = update(configuration, Stored.EMPTY, Map.of("api_key", Mask.TEXT));

        assertThat(saved).isEqualTo(Stored.EMPTY);
    }
}
