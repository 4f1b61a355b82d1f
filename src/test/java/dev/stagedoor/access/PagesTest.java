package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in pages, and searched: the same parameters everywhere, and never more than the caller may READ. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PagesTest {
    private static final int ENTRIES = 5;

    private final Api admin = Api.admin();
    private final String run = UUID.randomUUID().toString();
    private final Map<Integer, String> ids = new HashMap<>();

    /** A list, by the path of it and the field that names its entries. */
    enum Listed {
        USERS("/api/users", "id"),
        GROUPS("/api/groups", "id"),
        MEMBERS("/api/groups/{run}/users", "id"),
        APPLICATIONS("/api/applications", "id"),
        PROMPTS("/api/prompts", "name"),
        INTEGRATIONS("/api/integrations/provider", "name"),
        MODELS("/api/integrations/provider/{run}/integration", "api");

        private final String path;
        private final String field;

        Listed(String path, String field) {
            this.path = path;
            this.field = field;
        }
    }

    /** Entries 1 to 5; beside its name each has a text that no other has. */
    private void fill(Listed listed) {
        if (listed == Listed.MEMBERS) {
            admin.group(run);
        }
        if (listed == Listed.MODELS) {
            admin.loopback(run);
        }
        IntStream.rangeClosed(1, ENTRIES).forEach(i -> ids.put(i, entry(listed, run + "-" + i, textOf(i))));
    }

    private static String textOf(int i) {
        return switch (i) {
            case 1 -> "Takes 50% of it";
            case 2 -> "Takes 50 of it";
            case 3 -> "A_b";
            case 4 -> "Axb";
            default -> "back\\slash";
        };
    }

    private String entry(Listed listed, String name, String text) {
        return switch (listed) {
            case USERS, MEMBERS -> {
                var groups = listed == Listed.MEMBERS ? List.of(run) : List.of();
                ok(admin.put("/api/users/" + name, Map.of("name", text, "roles", List.of(), "groups", groups)));
                yield name;
            }
            case GROUPS -> {
                ok(admin.put("/api/groups/" + name, Map.of("description", text, "roles", List.of())));
                yield name;
            }
            case APPLICATIONS ->
                admin.post("/api/applications", Map.of("name", name + " " + text))
                        .path("id");
            case PROMPTS -> {
                ok(admin.put("/api/prompts/" + name + "?description=" + encoded(text), "Hello"));
                yield name;
            }
            case INTEGRATIONS -> {
                ok(admin.post("/api/integrations/provider/" + name, Map.of("type", "loopback", "description", text)));
                yield name;
            }
            case MODELS -> {
                ok(admin.post(
                        "/api/integrations/provider/" + run + "/integration/" + name,
                        Map.of("enabled", true, "description", text)));
                yield name;
            }
        };
    }

    private static void ok(Response reply) {
        reply.then().statusCode(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<String> list(Api caller, Listed listed, String query) {
        var reply = caller.get(listed.path.replace("{run}", run) + query);
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply.path(listed.field);
    }

    private List<String> search(Listed listed, String text) {
        return list(admin, listed, "?search=" + encoded(text)).stream()
                .filter(ids::containsValue)
                .toList();
    }

    private List<String> entries(Integer... numbers) {
        return List.of(numbers).stream().map(ids::get).toList();
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void shouldGiveInPagesWhatItGivesAtOnce(Listed listed) {
        fill(listed);
        var found = new ArrayList<String>();
        var query = "?limit=2&search=" + run;

        var page = list(admin, listed, query);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            found.addAll(page);
            page = list(admin, listed, query + "&after=" + page.getLast());
        }

        assertThat(found).isEqualTo(entries(1, 2, 3, 4, 5));
        assertThat(list(admin, listed, "")).containsSubsequence(found);
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void shouldFindAPartOfANameOrTextInAnyLetterCase(Listed listed) {
        fill(listed);

        assertThat(search(listed, run.toUpperCase(Locale.ROOT) + "-3")).isEqualTo(entries(3));
        assertThat(search(listed, "tAKES 50")).isEqualTo(entries(1, 2));
        assertThat(search(listed, "")).isEqualTo(entries(1, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void shouldTakeEveryCharacterForItselfWhenSearched(Listed listed) {
        fill(listed);

        assertThat(search(listed, "50%")).isEqualTo(entries(1));
        assertThat(search(listed, "a_b")).isEqualTo(entries(3));
        assertThat(search(listed, "k\\s")).isEqualTo(entries(5));
        assertThat(search(listed, "' or '1'='1")).isEmpty();
        assertThat(search(listed, ":search")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void shouldNameTheParameterThatIsWrong(Listed listed) {
        fill(listed);

        assertInvalid(listed, "?limit=0", "limit");
        assertInvalid(listed, "?limit=1001", "limit");
        assertInvalid(listed, "?limit=many", "query");
        assertInvalid(listed, "?search=" + "x".repeat(256), "search");
        assertInvalid(listed, "?search=%00", "request");
        assertInvalid(listed, "?after=%00", "request");
    }

    private void assertInvalid(Listed listed, String query, String field) {
        admin.get(listed.path.replace("{run}", run) + query)
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem(field));
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLICATIONS", "PROMPTS", "INTEGRATIONS", "MODELS"})
    void shouldHoldOnlyWhatTheCallerMayReadOnEveryPage(Listed listed) {
        fill(listed);
        var caller = admin.application("reader");
        for (var i : List.of(2, 4)) {
            admin.grant("USER:" + caller.principal(), target(listed, i), "READ");
        }
        admin.grant("USER:" + caller.principal(), target(listed, 3), "EXECUTE");

        assertThat(list(caller.api(), listed, "?limit=1")).isEqualTo(entries(2));
        assertThat(list(caller.api(), listed, "?limit=1&after=" + ids.get(2))).isEqualTo(entries(4));
        assertThat(list(caller.api(), listed, "?limit=1&after=" + ids.get(4))).isEmpty();
        assertThat(list(caller.api(), listed, "?search=" + run)).isEqualTo(entries(2, 4));
        assertThat(list(caller.api(), listed, "?search=a_b")).isEmpty();
    }

    private String target(Listed listed, int i) {
        return switch (listed) {
            case APPLICATIONS -> "APPLICATION:" + ids.get(i);
            case PROMPTS -> "PROMPT:" + ids.get(i);
            case INTEGRATIONS -> "INTEGRATION_PROVIDER:" + ids.get(i);
            case MODELS -> "INTEGRATION:" + run + ":" + ids.get(i);
            default -> throw new AssertionError(listed + " needs a permission");
        };
    }

    /** What comes after a hidden one would tell where its name is. */
    @Test
    void shouldNotGiveAPageAfterAnApplicationThatTheCallerMayNotRead() {
        fill(Listed.APPLICATIONS);
        var caller = admin.application("reader");
        admin.grant("USER:" + caller.principal(), target(Listed.APPLICATIONS, 4), "READ");

        for (var after : List.of(ids.get(1), "no-such-application")) {
            caller.api()
                    .get("/api/applications?after=" + after)
                    .then()
                    .statusCode(400)
                    .body("validationErrors.path", hasItem("after"));
        }
    }

    @Test
    void shouldGoOnWithApplicationsWhenTheUsersEnd() {
        fill(Listed.USERS);
        var application = admin.application(run + "-application");
        var query = "/api/users?apps=true&limit=3&search=" + run;

        var first = admin.get(query).<List<String>>path("id");
        var second = admin.get(query + "&after=" + first.getLast()).<List<String>>path("id");
        var third = admin.get(query + "&after=" + second.getLast()).<List<String>>path("id");

        assertThat(first).isEqualTo(entries(1, 2, 3));
        assertThat(second).containsExactly(ids.get(4), ids.get(5), application.principal());
        assertThat(third).isEmpty();
        assertThat(admin.get("/api/users?apps=true&search=" + application.principal())
                        .<List<String>>path("id"))
                .containsExactly(application.principal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?search=nothing-like-it", "?limit=1&after=zzzz", "?after=zzzz&search=x"})
    void shouldSayThatThereIsNoSuchIntegrationWhenNothingOfItMayBeRead(String query) {
        fill(Listed.MODELS);
        var stranger = admin.application("stranger", "USER").api();

        var hidden = stranger.get("/api/integrations/provider/" + run + "/integration" + query);
        var absent = stranger.get("/api/integrations/provider/" + run + "-absent/integration" + query);

        assertThat(List.of(hidden.statusCode(), absent.statusCode())).containsOnly(404);
        assertThat(list(admin, Listed.MODELS, query)).isEmpty();
    }

    @Test
    void shouldCountTheModelsOfIntegrationsOnAPage() {
        fill(Listed.MODELS);

        admin.get("/api/integrations/provider?limit=5&search=" + run).then().body("modelsCount", hasItem(ENTRIES));
    }

    @Test
    void shouldSayThatThereIsNoSuchGroupWhenItsMembersAreSearched() {
        admin.get("/api/groups/" + run + "/users?search=x").then().statusCode(404);
    }
}
