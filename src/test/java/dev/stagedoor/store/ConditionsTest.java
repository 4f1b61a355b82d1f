package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    @Test
    void shouldBeTrueWhenNothingIsAskedFor() {
        assertThat(Conditions.NONE.and("name = $?", null)).isEqualTo(new Conditions("true", List.of()));
    }

    @Test
    void shouldNumberTheValuesAsTheyCome() {
        var both =
                Conditions.NONE.and("name = $?", "ann").and("size > $?", null).and("(a = $? or b = $?)", 7);

        assertThat(both.sql()).isEqualTo("true and name = $1 and (a = $2 or b = $2)");
        assertThat(both.values()).containsExactly("ann", 7);
    }
}
