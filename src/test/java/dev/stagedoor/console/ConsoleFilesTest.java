package dev.stagedoor.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a browser that asks for the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConsoleFilesTest {
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/integrations/my-openai/models",
                "/console/integrations/a%2Fb.c/models/gpt-4.1",
                "/console/users/ann@example.org"
            })
    void shouldAnswerEveryAddressWithThePage(String address) {
        given().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("<sd-console>"));
    }

    @Test
    void shouldLeadFromTheRootToTheConsole() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", "/console");
    }

    @Test
    void shouldRunAndTakeNothingButItsOwnFiles() {
        given().get("/console")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("script-src 'self';"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }

    @Test
    void shouldLetBrowsersKeepFilesThatAreNamedByTheirContent() {
        assertThat(files()).isNotEmpty().allSatisfy(file -> given().get(file)
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"))
                .header("X-Content-Type-Options", equalTo("nosniff")));
    }

    @Test
    void shouldSayThatAFileIsNotThereAndHaveNobodyKeepThat() {
        given().get("/static/bundle/app-00000000.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", equalTo("no-cache"));
    }

    private static List<String> files() {
        var page = given().get("/console").asString();
        return FILE.matcher(page).results().map(found -> found.group(1)).toList();
    }
}
