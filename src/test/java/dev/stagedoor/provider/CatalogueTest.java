package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.stagedoor.provider.Definition.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the table of provider types is whole, and says what the contract and the providers say. */
class CatalogueTest {
    private static final Path PAGE = Path.of("src/docs/providers.md");

    private final Catalogue catalogue = new Catalogue(() -> true);

    static List<ProviderType> types() {
        return BuiltInTypes.all(true);
    }

    static Stream<ProviderType> typesOverHttp() {
        return types().stream().filter(type -> type.base().isPresent());
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeCanBeShown(ProviderType type) {
        var definition = type.definition();

        assertThat(definition.iconName()).isNotBlank();
        assertThat(definition.description()).isNotBlank();
        assertThat(definition.category()).isEqualTo("AI_MODEL");
        assertThat(definition.tags()).contains("AI", "LLM");
        assertThat(definition.configuration())
                .allSatisfy(field -> assertThat(field.label()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("typesOverHttp")
    void everyTypeAsksForAllThatItsCallsAreMadeOf(ProviderType type) {
        var fields = type.definition().configuration().stream().map(Field::fieldName);

        assertThat(fields.collect(Collectors.toSet())).containsAll(keysInUseBy(type));
    }

    @ParameterizedTest
    @MethodSource("typesOverHttp")
    void noSecretBecomesPartOfAUrlOrOfTheNameOfAHeader(ProviderType type) {
        var secrets = type.definition().configuration().stream()
                .filter(field -> field.fieldType().equals("PASSWORD"))
                .map(Field::fieldName);
        var shown = Stream.concat(
                Stream.of(type.base().orElseThrow().template()),
                Stream.of(type.headers(), type.models().headers())
                        .flatMap(List::stream)
                        .map(Header.Rule::name));

        assertThat(shown.flatMap(text -> Settings.keysOf(text).stream())).doesNotContainAnyElementsOf(secrets.toList());
    }

    @ParameterizedTest
    @MethodSource("typesOverHttp")
    void everyTypeHasAnEndpointAndACredential(ProviderType type) {
        assertThat(type.endpoints()).isNotEmpty().allSatisfy((endpoint, path) -> assertThat(path)
                .startsWith("/"));
        assertThat(type.tokens().isPresent() || sendsItsKey(type)).isTrue();
    }

    private static boolean sendsItsKey(ProviderType type) {
        return type.headers().stream().anyMatch(rule -> rule.value().contains("{api_key}"));
    }

    private static Set<String> keysInUseBy(ProviderType type) {
        var texts = new ArrayList<String>();
        texts.add(type.base().orElseThrow().template());
        type.tokens().ifPresent(rule -> texts.add("{" + rule.key() + "}"));
        Stream.of(type.headers(), type.models().headers())
                .flatMap(List::stream)
                .forEach(rule -> texts.addAll(List.of(rule.name(), rule.value())));
        return texts.stream().flatMap(text -> Settings.keysOf(text).stream()).collect(Collectors.toSet());
    }

    @Test
    void noNameIsTakenTwice() {
        var names = types().stream().flatMap(type -> Stream.concat(Stream.of(type.name()), type.aliases().stream()));

        assertThat(names.toList()).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                .isEqualTo(name.toLowerCase(Locale.ROOT)));
    }

    /** Fields as {@code key:label}, with {@code ?} behind the key of an optional one and {@code =default} in the end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai       | api_key:API Key; endpoint?:Base URL=https://api.openai.com; organizationId?:Organization ID",
                "azure_openai | api_key:API Key; endpoint:Endpoint",
                "anthropic    | api_key:API Key; endpoint:API Endpoint=https://api.anthropic.com/v1; version?:Version; betaVersion?:Beta Features Version",
                "cohere       | api_key:API Key; endpoint:API Endpoint=https://api.cohere.ai/v1",
                "mistral      | api_key:API Key; endpoint:API Endpoint=https://api.mistral.ai/v1",
                "huggingface  | api_key:API token; namespace?:Namespace",
                "ollama       | endpoint:API Endpoint=http://localhost:11434; header?:Auth Header Name; api_key?:Auth Header",
                "grok         | api_key:API Key",
                "perplexity   | api_key:API Key",
                "vertex_ai    | projectName:Project ID; environment:Location; file:Service account JSON",
                "bedrock      | connectionType:Connection type=API_KEY; region:Region; api_key:API Key",
            })
    void theFormsAreTheContracts(String type, String form) {
        var fields = catalogue.find(type).orElseThrow().definition().configuration().stream()
                .map(CatalogueTest::inShort);

        assertThat(fields.collect(Collectors.joining("; "))).isEqualTo(form);
    }

    private static String inShort(Field field) {
        return field.fieldName() + (field.optional() ? "?" : "") + ":" + field.label()
                + (field.defaultValue() == null ? "" : "=" + field.defaultValue());
    }

    @Test
    void callsGoWhereTheProvidersSay() {
        var configured = Map.of(
                "region", "eu-west-1",
                "endpoint", "https://name.example",
                "projectName", "door-1",
                "environment", "europe-west1");
        var urls = typesOverHttp().collect(Collectors.toMap(ProviderType::name, type -> type.usual()
                .or(() -> type.locate(configured))
                .map(base -> base.uri().resolve(base.pathOf(type.endpoints().get(Endpoint.CHAT_COMPLETIONS))))
                .orElseThrow()
                .toString()));

        assertThat(urls)
                .containsOnly(
                        entry("openai", "https://api.openai.com/v1/chat/completions"),
                        entry("azure_openai", "https://name.example/openai/v1/chat/completions"),
                        entry("anthropic", "https://api.anthropic.com/v1/chat/completions"),
                        entry(
                                "vertex_ai_gemini",
                                "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"),
                        entry(
                                "vertex_ai",
                                "https://europe-west1-aiplatform.googleapis.com/v1/projects/door-1/locations/europe-west1"
                                        + "/endpoints/openapi/chat/completions"),
                        entry("mistral", "https://api.mistral.ai/v1/chat/completions"),
                        entry("cohere", "https://api.cohere.ai/compatibility/v1/chat/completions"),
                        entry("bedrock", "https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1/chat/completions"),
                        entry("huggingface", "https://router.huggingface.co/v1/chat/completions"),
                        entry("ollama", "http://localhost:11434/v1/chat/completions"),
                        entry("grok", "https://api.x.ai/v1/chat/completions"),
                        entry("perplexity", "https://api.perplexity.ai/chat/completions"),
                        entry("groq", "https://api.groq.com/openai/v1/chat/completions"),
                        entry("deepseek", "https://api.deepseek.com/chat/completions"),
                        entry("together", "https://api.together.ai/v1/chat/completions"),
                        entry("fireworks", "https://api.fireworks.ai/inference/v1/chat/completions"),
                        entry("openrouter", "https://openrouter.ai/api/v1/chat/completions"),
                        entry("vllm", "https://name.example/v1/chat/completions"),
                        entry("litellm", "https://name.example/v1/chat/completions"));
    }

    /** Types with a URL that people type are called for real in {@link ProviderTypesTest}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bedrock     | Authorization=Bearer key",
                "huggingface | Authorization=Bearer key, X-HF-Bill-To=acme",
                "grok        | Authorization=Bearer key",
                "perplexity  | Authorization=Bearer key",
            })
    void callsToAFixedPlaceCarryTheKeyThatTheProviderExpects(String type, String headers) {
        var configured = Map.of("api_key", "key", "namespace", "acme", "region", "eu-west-1", "header", "X-Other");

        var carried = catalogue.find(type).orElseThrow().headersOf(configured).stream()
                .map(header -> header.name() + "=" + header.value());

        assertThat(carried.collect(Collectors.joining(", "))).isEqualTo(headers);
    }

    @Test
    void theGlobalLocationOfVertexHasAHostOfItsOwn() {
        var base = catalogue
                .find("vertex_ai")
                .orElseThrow()
                .locate(Map.of("projectName", "door-1", "environment", "global"))
                .orElseThrow();

        assertThat(base.uri())
                .hasToString("https://aiplatform.googleapis.com/v1/projects/door-1/locations/global/endpoints/openapi");
    }

    @Test
    void tokensAreAskedForAtGoogleAlone() {
        var rules = types().stream().flatMap(type -> type.tokens().stream());

        assertThat(rules.toList()).extracting(TokenRule::url).containsOnly("https://oauth2.googleapis.com/token");
    }

    @Test
    void perplexityHasAVersionInSomePathsOnly() {
        var perplexity = catalogue.find("perplexity").orElseThrow();

        assertThat(perplexity.endpoints())
                .containsOnly(
                        entry(Endpoint.CHAT_COMPLETIONS, "/chat/completions"),
                        entry(Endpoint.RESPONSES, "/v1/responses"),
                        entry(Endpoint.EMBEDDINGS, "/v1/embeddings"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "CONNECTION",
                "Transfer-Encoding",
                "Content-Type",
                "a b",
                "x:y",
                "",
                "ü"
            })
    void aHeaderCannotBeNamedSo(String name) {
        assertThat(Header.canBeNamed(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "cf-access-client-secret"})
    void aHeaderCanBeNamedSo(String name) {
        assertThat(Header.canBeNamed(name)).isTrue();
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(new Header("Authorization", "Bearer secret").toString()).doesNotContain("secret");
    }

    @Test
    void theLoopbackIsListedOnlyWhereItIsSwitchedOn() {
        var withoutLoopback = new Catalogue(() -> false);

        assertThat(withoutLoopback.definitions()).extracting(Definition::type).doesNotContain("loopback");
        assertThat(catalogue.definitions()).extracting(Definition::type).contains("loopback");
    }

    @Test
    void thePageOfProvidersIsTheTable() throws IOException {
        var rows = Files.readString(PAGE).lines().filter(line -> line.startsWith("| `"));

        assertThat(rows.toList())
                .isEqualTo(types().stream().map(CatalogueTest::row).toList());
    }

    private static String row(ProviderType type) {
        return Stream.of(code(type.name()), aliases(type), base(type), headers(type), endpoints(type), list(type))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String aliases(ProviderType type) {
        return type.aliases().stream().sorted().map(CatalogueTest::code).collect(Collectors.joining(", "));
    }

    private static String base(ProviderType type) {
        return type.base()
                .map(rule -> code(rule.template())
                        + type.usual()
                                .filter(usual -> rule.isTyped())
                                .map(usual -> ", else " + code(usual.uri().toString()))
                                .orElse(""))
                .orElse("");
    }

    private static String headers(ProviderType type) {
        return rules(type.headers())
                + type.tokens()
                        .map(rule -> code("Authorization: Bearer") + " and a token for " + code("{" + rule.key() + "}"))
                        .orElse("");
    }

    private static String rules(List<Header.Rule> rules) {
        return rules.stream()
                .map(rule -> code(rule.name() + ": " + rule.value())
                        + rule.unless().map(key -> " without " + code(key)).orElse(""))
                .collect(Collectors.joining(", "));
    }

    private static String endpoints(ProviderType type) {
        return Stream.of(Endpoint.values())
                .filter(type.endpoints()::containsKey)
                .map(endpoint -> code(type.endpoints().get(endpoint)))
                .collect(Collectors.joining(", "));
    }

    private static String list(ProviderType type) {
        var models = type.models();
        if (type.base().isEmpty() || type.tokens().isPresent()) {
            return "";
        }
        return code(models.path())
                + (models.insteadOf().isEmpty() ? "" : " instead of " + code(models.insteadOf()))
                + (models.headers().isEmpty() ? "" : " with " + rules(models.headers()))
                + (models.isPublic() ? ", to everybody" : "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
