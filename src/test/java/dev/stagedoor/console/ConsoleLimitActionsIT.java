package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits are set, changed and taken away by clicks, and show how full they are. */
class ConsoleLimitActionsIT extends AdminAtTheConsole {
    private static final String OF_MODEL = "/api/limits/INTEGRATION/limited:m";

    @BeforeAll
    static void aModel() {
        API.loopback("limited");
        API.model("limited", "m");
    }

    @Test
    void shouldSetChangeAndRemoveALimit() {
        admin.open("/limits").settle();

        admin.button("+ New limit").click();
        admin.select("On", "Model");
        admin.field("Name").fill("limited:m");
        admin.select("Counts", "Tokens");
        admin.select("In each", "Week");
        admin.field("Amount").fill("5000");
        admin.inDialog("Set limit").click();
        assertThat(row("5,000 tokens a week")).containsText("limited:m");

        admin.button("Change: 5,000 tokens a week, limited:m").click();
        admin.field("Amount").fill("7000");
        admin.inDialog("Save").click();
        assertThat(row("7,000 tokens a week")).isVisible();
        assertThat(API.get(OF_MODEL).<List<Integer>>path("amount")).containsExactly(7000);

        admin.button("Remove: 7,000 tokens a week, limited:m").click();
        admin.inDialog("Remove").click();
        assertThat(row("7,000 tokens a week")).hasCount(0);
        assertThat(API.get(OF_MODEL).<List<?>>path("$")).isEmpty();
    }

    @Test
    void shouldLeaveTheOtherLimitsOfAThingAlone() {
        API.group("held");
        API.put(
                        "/api/limits/GROUP/held",
                        Map.of(
                                "limits",
                                List.of(
                                        Map.of("counts", "MONEY", "period", "MONTH", "amount", 25.5),
                                        Map.of("counts", "REQUESTS", "period", "DAY", "amount", 9))))
                .then()
                .statusCode(200);
        admin.open("/limits");

        admin.button("Remove: 9 requests a day, held").click();
        admin.inDialog("Remove").click();

        assertThat(row("9 requests a day")).hasCount(0);
        assertThat(row("$25.50 a month")).containsText("held");
    }

    @Test
    void shouldShowHowFullALimitIs() {
        API.loopback("filling");
        API.model("filling", "m");
        var ofModel = "/api/limits/INTEGRATION/filling:m";
        API.put(ofModel, Map.of("limits", List.of(Map.of("counts", "REQUESTS", "period", "MONTH", "amount", 4))))
                .then()
                .statusCode(200);
        API.chat("filling:m").then().statusCode(200);
        API.chat("filling:m").then().statusCode(200);
        await().untilAsserted(() ->
                assertThat(API.get(ofModel).<List<Integer>>path("used")).containsExactly(2));

        admin.open("/limits");

        assertThat(row("4 requests a month")).containsText("2 used");
        var meter = row("4 requests a month").locator("meter");
        assertThat(meter).hasAccessibleName("How full: 4 requests a month, filling:m");
        assertThat(meter.evaluate("meter => meter.value")).isEqualTo(0.5);
    }

    @Test
    void shouldSayBesideTheFieldWhatIsWrong() {
        admin.open("/limits").settle();

        admin.button("+ New limit").click();
        admin.select("On", "Model");
        admin.field("Name").fill("limited:m");
        admin.field("Amount").fill("0.5");
        admin.inDialog("Set limit").click();

        assertThat(admin.dialog().getByText("must be a whole number")).isVisible();
        admin.inDialog("Cancel").click();
        assertThat(admin.troubles()).allMatch(trouble -> trouble.contains("400"));
        admin.forgetTroubles();
    }

    private static Locator row(String limit) {
        return admin.page()
                .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Limits"))
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(limit));
    }
}
