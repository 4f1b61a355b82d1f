package dev.stagedoor.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That no call of the API in a script is overlooked. */
class ScriptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            await get('/api/users', { search }) | GET /api/users
            post(path`/api/groups/${this.group}/users`, ids) | POST /api/groups/{}/users
            put(path`/api/users/${id}`, user) | PUT /api/users/{}
            () => remove(path`/api/users/${id}`) | DELETE /api/users/{}
            send('POST', '/v1/chat/completions', { body }) | POST /v1/chat/completions
            <a href="/api/session/oidc?returnTo=${back}"> | GET /api/session/oidc
            <a href=${`/api/usage/export?${query}`} download> | GET /api/usage/export
            """)
    void shouldFindACallWithItsMethod(String source, String call) {
        var script = Script.of("a.js", source);

        assertThat(script.calls()).extracting(ApiCall::toString).containsExactly(call);
        assertThat(script.loose()).isEmpty();
    }

    @Test
    void shouldPutAnAddressInThePlaceOfItsName() {
        var prompts = Script.of(
                "a.js",
                "const promptPath = (name) => path`/api/prompts/${name}`;\nget(`${promptPath(this.name)}/versions`);");
        var whole = prompts.with(Map.of("promptPath", "/api/prompts/${name}"));

        assertThat(prompts.namedAddresses()).containsExactly(Map.entry("promptPath", "/api/prompts/${name}"));
        assertThat(whole.calls()).containsExactly(new ApiCall("GET", "/api/prompts/{}/versions"));
        assertThat(whole.loose()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remove(address)",
                "get(`${this.path}/tags`)",
                "send(method, '/api/prompts')",
                "get('/api/users/' + id)",
                "window.fetch(there)",
                "const address = '/api/users';",
                "this.change(post, role)",
                "ids.map(get)",
                "const call = isNew ? post : put;",
                "fetch('https://elsewhere.example')",
                "new EventSource(there)",
                "navigator.sendBeacon(there)"
            })
    void shouldNotOverlookWhatCannotBeReadOff(String source) {
        assertThat(Script.of("a.js", source).loose()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// get('/api/users')",
                "/** Asks `/api/users`: get(address). */",
                "import { get, path, put } from '../api/client.js';",
                "query.get('range')",
                "this.#remove(tag)",
                "'Callers get an error'"
            })
    void shouldTakeNothingElseForACall(String source) {
        var script = Script.of("a.js", source);

        assertThat(script.calls()).isEmpty();
        assertThat(script.loose()).isEmpty();
    }
}
