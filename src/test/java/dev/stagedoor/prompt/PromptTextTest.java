package dev.stagedoor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders are replaced by values, once, and that is all that ever happens to a text. */
class PromptTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String fillIn(String text, String values) {
        try {
            return new PromptText(text).fillIn(JSON.readValue(values, new TypeReference<Map<String, JsonNode>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello ${name}!              | {\"name\": \"Ann\"}              | Hello Ann!",
                "${a}${b}${a}                | {\"a\": \"1\", \"b\": \"2\"}     | 121",
                "${first name} of ${ä.ö-ü_1} | {\"first name\": \"A\", \"ä.ö-ü_1\": \"B\"} | A of B",
                "${n} ${b} ${z}              | {\"n\": 7.5, \"b\": true, \"z\": null}  | 7.5 true null",
                "${o} ${l}                   | {\"o\": {\"a\": \"x\"}, \"l\": [1, \"2\"]} | {\"a\":\"x\"} [1,\"2\"]",
                "${known} ${unknown}         | {\"known\": \"yes\"}             | yes ${unknown}",
                "no placeholder              | {\"no\": \"x\"}                  | no placeholder",
                "[${empty}]                  | {\"empty\": \"\"}                | []",
            })
    void aPlaceholderIsReplacedByTheValueOfItsName(String text, String values, String filled) {
        assertThat(fillIn(text, values)).isEqualTo(filled);
    }

    /** Attack 5: whatever a template engine would evaluate comes out as it went in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{7*7}}",
                "{{name}}",
                "${7*7}",
                "#{7*7}",
                "#{T(java.lang.Runtime).getRuntime()}",
                "<%= 7*7 %>",
                "${T(java.lang.Runtime).getRuntime().exec('id')}",
                "${\"\".getClass().forName('java.lang.Runtime')}",
                "{{''.__class__.__mro__[1].__subclasses__()}}",
                "{% for x in range(9) %}x{% endfor %}",
                "${${x}}",
                "$ENV",
                "$HOME",
                "${env:HOME}",
                "${sys:user.home}",
                "${jndi:ldap://localhost/x}",
                "${script:javascript:7*7}",
                "${stagedoor.secret.key}",
                "`id`",
                "$(id)",
                "${}",
                "${ }",
                "${unclosed",
                "$name",
                "*{7*7}",
                "@{7*7}",
                "~{7*7}",
                "[[${7*7}]]",
            })
    void attack5NothingInATextOrAValueIsEvaluated(String probe) {
        assertThat(fillIn(probe, "{\"name\": \"Ann\"}")).isEqualTo(probe);
        assertThat(new PromptText("say ${it}")
                        .fillIn(Map.of("it", JSON.getNodeFactory().textNode(probe))))
                .isEqualTo("say " + probe);
    }

    @Test
    void attack5AValueIsNotSearchedForPlaceholders() {
        assertThat(fillIn("${a} ${b}", "{\"a\": \"${b}\", \"b\": \"${a}\"}")).isEqualTo("${b} ${a}");
        assertThat(fillIn("${${a}}", "{\"a\": \"b\", \"b\": \"hidden\"}")).isEqualTo("${b}");
        assertThat(fillIn("$${a}{b}", "{\"a\": \"\", \"b\": \"hidden\"}")).isEqualTo("${b}");
    }

    @Test
    void aValueMayHoldWhatARegularExpressionWouldTakeForAGroup() {
        assertThat(fillIn("${a}", "{\"a\": \"$1 \\\\2\"}")).isEqualTo("$1 \\2");
    }

    @Test
    void theVariablesAreTheNamesInTheTextEachOnce() {
        assertThat(new PromptText("${b} ${a} {{c}} $d ${b} ${} ${open").variables())
                .containsExactly("b", "a");
        assertThat(new PromptText("none").variables()).isEmpty();
    }

    @Test
    void aTextGrowsNoLongerThanItsLimit() {
        var value = JSON.getNodeFactory().textNode("x".repeat(1 << 16));
        var repeated = "${a}".repeat(1 << 16);

        assertThat(new PromptText("${a}".repeat(64)).fillIn(Map.of("a", value))).hasSize(PromptText.LONGEST_FILLED_IN);
        assertThatThrownBy(() -> new PromptText(repeated).fillIn(Map.of("a", value)))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageStartingWith("promptVariables");
    }
}
