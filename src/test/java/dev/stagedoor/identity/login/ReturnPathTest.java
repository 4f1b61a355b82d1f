package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console?page=2",
                "/console/",
                "/console/integrations/openai",
                "/console/models?filter=a%20b&page=2",
                "/console/users#ann",
                "/console/prompts/f%C3%BCr",
                "/console/go?next=https://evil.example"
            })
    void shouldTakeAPathInTheConsole(String path) {
        assertThat(ReturnPath.read(path).text()).isEqualTo(path);
    }

    @Test
    void shouldGoToTheFirstPageByDefault() {
        assertThat(ReturnPath.read(null).text()).isEqualTo("/console/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/session",
                "/consoles",
                "console/",
                "https://evil.example/console/",
                "//evil.example/console/",
                "///evil.example/console/",
                "/\\evil.example/console/",
                "\\\\evil.example/console/",
                "/console/\\evil.example",
                "/console/../api/session",
                "/console/./x",
                "/console/..",
                "/console/%2e%2e/api",
                "/console/%2E./api",
                "/console//evil.example",
                "/console/\r\nSet-Cookie: a=b",
                "/console/\t/evil.example",
                "/console/ x",
                "/console/\u0000",
                "/console/für",
                "javascript:alert(1)//console/",
                "data:text/html,/console/",
                "/console/%"
            })
    void shouldRefuseEverythingElse(String path) {
        assertThatThrownBy(() -> ReturnPath.read(path)).isInstanceOfSatisfying(Problem.Invalid.class, e -> assertThat(
                        e.violations().getFirst().path())
                .isEqualTo("returnTo"));
    }

    @Test
    void shouldRefuseWhatFitsIntoNoCookie() {
        assertThatThrownBy(() -> ReturnPath.read("/console/" + "x".repeat(1_000)))
                .isInstanceOf(Problem.Invalid.class);
    }
}
