package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com, https://api.openai.com/v1",
        "https://api.openai.com/, https://api.openai.com/v1",
        "https://api.openai.com/v1, https://api.openai.com/v1",
        "https://api.openai.com/v1/, https://api.openai.com/v1",
        "http://localhost:8000, http://localhost:8000/v1",
        "https://api.openai.com//elsewhere.example/v1, https://api.openai.com//elsewhere.example/v1",
        "https://api.groq.com/openai/v1, https://api.groq.com/openai/v1",
        "https://generativelanguage.googleapis.com/v1beta/openai/, https://generativelanguage.googleapis.com/v1beta/openai",
    })
    void shouldWorkWithAndWithoutVersion(String typed, String base) {
        assertThat(BaseUrl.of(typed, Map.of("", "/v1")))
                .hasValueSatisfying(url -> assertThat(url.uri()).hasToString(base));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com",
                "ftp://api.openai.com",
                "https://",
                "https://user:password@host/v1",
                "https://host/v1?key=x",
                "https://host/v1#x",
                "https://ho st",
                "https://host:99999",
                "file:///etc/passwd",
                "${SECRET}",
            })
    void shouldRefuseWhatIsNoBaseUrl(String typed) {
        assertThat(BaseUrl.of(typed, Map.of())).isEmpty();
    }
}
