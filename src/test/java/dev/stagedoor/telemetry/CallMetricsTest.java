package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("deprecation")
class CallMetricsTest {
    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CallMetrics metrics = new CallMetrics(registry, Samples.config(2, false));

    private static Route.Found model(String model) {
        return Samples.route("open", model, Samples.provider("openai"));
    }

    private void end(Route.Found route, UsageEntry entry) {
        metrics.of(route).at(Endpoint.CHAT_COMPLETIONS).record(entry, A_SECOND);
    }

    private String scraped() {
        return registry.scrape();
    }

    @Test
    void shouldSpeakTheWordsOfTheConventionsWhenACallEnded() {
        end(model("gpt"), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped())
                .contains(
                        "gen_ai_client_operation_duration_seconds_count{error_type=\"\",gen_ai_operation_name=\"chat\","
                                + "gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt\",stagedoor_integration=\"open\","
                                + "stagedoor_outcome=\"completed\",} 1.0")
                .contains(
                        "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                                + "gen_ai_request_model=\"gpt\",gen_ai_token_type=\"input\",stagedoor_integration=\"open\",} 5.0")
                .contains("gen_ai_token_type=\"output\",stagedoor_integration=\"open\",} 7.0");
    }

    @Test
    void shouldHaveTheBucketsOfTheConventions() {
        end(model("gpt"), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped().lines().filter(line -> line.startsWith("gen_ai_client_operation_duration_seconds_bucket")))
                .hasSize(15)
                .anyMatch(line -> line.contains("le=\"0.01\",} 0.0"))
                .anyMatch(line -> line.contains("le=\"1.28\",} 1.0"))
                .anyMatch(line -> line.contains("le=\"81.92\",} 1.0"));
        assertThat(scraped().lines().filter(line -> line.startsWith("gen_ai_client_token_usage_bucket")))
                .hasSize(2 * 15)
                .anyMatch(line -> line.contains("le=\"4.0\",} 0.0"))
                .anyMatch(line -> line.contains("le=\"16.0\",} 1.0"))
                .anyMatch(line -> line.contains("le=\"6.7108864E7\",} 1.0"));
    }

    @Test
    void shouldKeepEstimatesOutOfWhatTheConventionsDefine() {
        end(model("gpt"), Samples.using(Tokens.counted(5, 7, 12, 0, 0)));
        end(model("gpt"), Samples.using(Tokens.estimated(1_000, 2_000)));
        end(model("gpt"), Samples.using(Tokens.NONE));

        assertThat(scraped())
                .containsPattern("token_usage_sum\\{.*type=\"input\".*} 5\\.0")
                .containsPattern("token_usage_count\\{.*type=\"input\".*} 1\\.0")
                .containsPattern("stagedoor_tokens_total\\{.*type=\"input\".*} 1005\\.0")
                .containsPattern("stagedoor_tokens_total\\{.*type=\"output\".*} 2007\\.0");
    }

    @Test
    void shouldAddUpWhatCallsCost() {
        end(model("gpt"), Samples.entry(Outcome.COMPLETED, 200));
        end(model("gpt"), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped())
                .contains("stagedoor_cost_dollars_total{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                        + "gen_ai_request_model=\"gpt\",stagedoor_integration=\"open\",} 5.0E-4");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED_UPSTREAM, 429, 429",
        "REFUSED_UPSTREAM, 999, _OTHER",
        "FAILED, 504, 504",
        "CUT_OFF, 200, cut_off",
        "CANCELLED, 499, cancelled",
    })
    void shouldSayHowACallFailed(Outcome outcome, int status, String error) {
        end(model("gpt"), Samples.entry(outcome, status));

        assertThat(scraped()).contains("error_type=\"" + error + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai",
        "azure_openai, azure.ai.openai",
        "vertex_ai_gemini, gcp.gemini",
        "vertex_ai, gcp.vertex_ai",
        "bedrock, aws.bedrock",
        "mistral, mistral_ai",
        "grok, x_ai",
        "our_own, our_own",
    })
    void shouldCallProvidersAsTheConventionsDo(String type, String name) {
        end(Samples.route("open", "gpt", Samples.provider(type)), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped()).contains("gen_ai_provider_name=\"" + name + "\"");
    }

    @Test
    void shouldNameItselfWhenItAnswersItself() {
        end(Samples.route("own", "echo", new Upstream.Loopback()), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped()).contains("gen_ai_provider_name=\"stagedoor\"");
    }

    @Test
    void shouldTimeTheFirstChunkOfStreamsOnly() {
        var first = "gen_ai_client_operation_time_to_first_chunk_seconds_count";
        end(model("gpt"), Samples.entry(Outcome.COMPLETED, 200));
        assertThat(scraped().lines().filter(line -> line.startsWith(first))).allMatch(line -> line.endsWith(" 0.0"));

        end(model("gpt"), Samples.streamed());
        assertThat(scraped().lines().filter(line -> line.startsWith(first))).anyMatch(line -> line.endsWith(" 1.0"));
    }

    @Test
    void shouldCountModelsTogetherBeyondTheLimit() {
        end(model("one"), Samples.entry(Outcome.COMPLETED, 200));
        end(model("two"), Samples.entry(Outcome.COMPLETED, 200));
        end(model("three"), Samples.entry(Outcome.COMPLETED, 200));
        end(model("four"), Samples.entry(Outcome.COMPLETED, 200));
        end(model("one"), Samples.entry(Outcome.COMPLETED, 200));

        assertThat(scraped())
                .doesNotContain("three", "four")
                .containsPattern("duration_seconds_count\\{.*gen_ai_request_model=\"_OTHER\".*} 2")
                .containsPattern("duration_seconds_count\\{.*gen_ai_request_model=\"one\".*} 2");
    }

    /** The records by which series are found, and nothing else: no labels, no texts. */
    @Test
    void shouldTakeHardlyAnyMemoryForACall() {
        var route = model("gpt");
        var entry = Samples.streamed();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        countOne(route, entry);

        var before = threads.getCurrentThreadAllocatedBytes();
        for (var i = 0; i < 1_000; i++) {
            countOne(route, entry);
        }

        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000).isLessThan(200);
    }

    private void countOne(Route.Found route, UsageEntry entry) {
        metrics.of(route).departed();
        metrics.of(route).returned();
        end(route, entry);
    }

    @Test
    void shouldKnowHowManyCallsAreUnderWay() {
        var model = metrics.of(model("gpt"));
        model.departed();
        model.departed();
        model.returned();

        assertThat(scraped())
                .contains("stagedoor_calls_active{gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt\","
                        + "stagedoor_integration=\"open\",} 1.0");
    }
}
