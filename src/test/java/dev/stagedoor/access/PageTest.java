package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @ParameterizedTest
    @CsvSource({"gpt, %gpt%", "50%, %50\\%%", "a_b, %a\\_b%", "a\\b, %a\\\\b%", "'', ''"})
    void shouldLetEveryCharacterStandForItselfWhenSearched(String search, String pattern) {
        assertThat(new Page(null, null, search).pattern()).isEqualTo(pattern);
    }

    @Test
    void shouldBeginAgainWithWhatIsLeftWhenOneListWasTooShort() {
        assertThat(new Page(10, "a", "x").rest(4)).isEqualTo(new Page(6, null, "x"));
        assertThat(new Page(null, "a", "x").rest(4)).isEqualTo(new Page(null, null, "x"));
    }
}
