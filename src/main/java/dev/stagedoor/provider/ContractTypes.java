package dev.stagedoor.provider;

import static dev.stagedoor.provider.Endpoint.CHAT_COMPLETIONS;
import static dev.stagedoor.provider.Endpoint.COMPLETIONS;
import static dev.stagedoor.provider.Endpoint.EMBEDDINGS;
import static dev.stagedoor.provider.Endpoint.IMAGES;
import static dev.stagedoor.provider.Endpoint.MODERATIONS;
import static dev.stagedoor.provider.Endpoint.RESPONSES;
import static dev.stagedoor.provider.Endpoint.TRANSCRIPTIONS;
import static dev.stagedoor.provider.ProviderType.API_KEY;
import static dev.stagedoor.provider.ProviderType.BEARER;
import static dev.stagedoor.provider.TypeParts.KEY;
import static dev.stagedoor.provider.TypeParts.at;
import static dev.stagedoor.provider.TypeParts.form;
import static dev.stagedoor.provider.TypeParts.type;
import static dev.stagedoor.provider.TypeParts.url;

import dev.stagedoor.provider.Definition.Field;
import dev.stagedoor.provider.Definition.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The provider types that the contract has (section 4), one row each: form, other names, base URL, headers, endpoints, and the
 * list of models and how streams tell what they used where that is not OpenAI's way. An endpoint is here only if the provider
 * documents it.
 */
final class ContractTypes {
    static final List<ProviderType> ALL = List.of(
            type(
                    form(
                            "OpenAI",
                            "openai",
                            "OpenAI, and every server that speaks its API: give its base URL",
                            Field.password(API_KEY, "API Key", "Needed unless the base URL is another server's"),
                            url("Base URL", "With or without /v1", "https://api.openai.com")
                                    .orEmpty(),
                            Field.text("organizationId", "Organization ID", "Sent as OpenAI-Organization", null)
                                    .orEmpty()),
                    Set.of(),
                    BaseRule.typed("/v1"),
                    List.of(BEARER, Header.Rule.of("OpenAI-Organization", "{organizationId}")),
                    at(Endpoint.values())),
            type(
                    form(
                            "Azure OpenAI",
                            "azure_openai",
                            "Azure OpenAI's v1 API, by API key. A model's name is the name of its deployment",
                            Field.password(API_KEY, "API Key", "Sent as api-key; Entra ID is not supported"),
                            url("Endpoint", "The resource, such as https://name.openai.azure.com", null)),
                    Set.of(),
                    BaseRule.typed(Map.of("", "/openai/v1", "/openai", "/openai/v1")),
                    List.of(Header.Rule.of("api-key", "{api_key}")),
                    at(CHAT_COMPLETIONS, RESPONSES, EMBEDDINGS)),
            type(
                            form(
                                    "Anthropic",
                                    "anthropic",
                                    "Claude through Anthropic's OpenAI-compatible endpoint, which has chat completions"
                                            + " only",
                                    KEY,
                                    url("API Endpoint", "With or without /v1", "https://api.anthropic.com/v1"),
                                    Field.text("version", "Version", "Sent as anthropic-version", null)
                                            .orEmpty(),
                                    Field.text("betaVersion", "Beta Features Version", "Sent as anthropic-beta", null)
                                            .orEmpty()),
                            Set.of(),
                            BaseRule.typed("/v1"),
                            List.of(
                                    BEARER,
                                    Header.Rule.of("anthropic-version", "{version}"),
                                    Header.Rule.of("anthropic-beta", "{betaVersion}")),
                            at(CHAT_COMPLETIONS))
                    .listing(ModelList.at("/models?limit=1000")
                            .asking(
                                    Header.Rule.of("x-api-key", "{api_key}"),
                                    Header.Rule.of("anthropic-version", "{version}"),
                                    Header.Rule.of("anthropic-version", "2023-06-01")
                                            .unless("version"),
                                    Header.Rule.of("anthropic-beta", "{betaVersion}"))),
            type(
                    form(
                            "Google Gemini",
                            "vertex_ai_gemini",
                            "Gemini by API key of the Gemini API; by a service account it is the type vertex_ai",
                            KEY,
                            url("API Endpoint", "", "https://generativelanguage.googleapis.com/v1beta/openai")
                                    .orEmpty()),
                    Set.of("google_gemini"),
                    BaseRule.typed(Map.of("", "/v1beta/openai", "/v1beta", "/v1beta/openai")),
                    List.of(BEARER),
                    at(CHAT_COMPLETIONS, EMBEDDINGS, IMAGES)),
            type(
                            form(
                                    "Google Vertex AI",
                                    "vertex_ai",
                                    "Gemini on Vertex AI, by the key file of a service account. A model's name is"
                                            + " google/gemini-... there",
                                    Field.text("projectName", "Project ID", "", null),
                                    Field.text("environment", "Location", "Such as europe-west1, or global", null),
                                    Field.password(
                                            "file",
                                            "Service account JSON",
                                            "The content of the key file; it never leaves")),
                            Set.of(),
                            BaseRule.fixed("https://{environment}-aiplatform.googleapis.com/v1/projects/{projectName}"
                                            + "/locations/{environment}/endpoints/openapi")
                                    .calling("global-aiplatform.googleapis.com", "aiplatform.googleapis.com"),
                            List.of(),
                            at(CHAT_COMPLETIONS))
                    .minting(new TokenRule(
                            "file",
                            "https://oauth2.googleapis.com/token",
                            "https://www.googleapis.com/auth/cloud-platform")),
            type(
                            form(
                                    "Mistral AI",
                                    "mistral",
                                    "Mistral's chat models and embeddings",
                                    KEY,
                                    url("API Endpoint", "With or without /v1", "https://api.mistral.ai/v1")),
                            Set.of(),
                            BaseRule.typed("/v1"),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, EMBEDDINGS, MODERATIONS, TRANSCRIPTIONS))
                    .telling(StreamUsage.NEVER_ASKED),
            type(
                            form(
                                    "Cohere",
                                    "cohere",
                                    "Cohere through its compatibility API, which the usual endpoint stands for",
                                    KEY,
                                    url("API Endpoint", "/v1 means /compatibility/v1", "https://api.cohere.ai/v1")),
                            Set.of(),
                            BaseRule.typed(Map.of(
                                    "", "/compatibility/v1", "/v1", "/compatibility/v1", "/v2", "/compatibility/v1")),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, EMBEDDINGS, TRANSCRIPTIONS))
                    .listing(ModelList.at("/v1/models?page_size=1000").insteadOf("/compatibility/v1")),
            type(
                            form(
                                    "AWS Bedrock",
                                    "bedrock",
                                    "The models that Bedrock serves in OpenAI's format, by Bedrock API key. Not those"
                                            + " that it serves in its own format only (Claude, Titan, Cohere), and not by"
                                            + " access keys or roles",
                                    Field.dropdown(
                                            "connectionType",
                                            "Connection type",
                                            "Requests are not signed, so that nothing else works",
                                            new Option("Bedrock API key", "API_KEY")),
                                    Field.text("region", "Region", "Such as us-east-1", null),
                                    KEY),
                            Set.of(
                                    "aws_bedrock_anthropic",
                                    "aws_bedrock_cohere",
                                    "aws_bedrock_titan",
                                    "aws_bedrock_llama2"),
                            BaseRule.fixed("https://bedrock-runtime.{region}.amazonaws.com/openai/v1"),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, RESPONSES))
                    .telling(StreamUsage.NEVER_ASKED),
            type(
                            form(
                                    "Hugging Face",
                                    "huggingface",
                                    "Hugging Face's Inference Providers, by access token",
                                    Field.password(API_KEY, "API token", "Sent as a bearer token"),
                                    Field.text(
                                                    "namespace",
                                                    "Namespace",
                                                    "The organisation to bill: sent as X-HF-Bill-To",
                                                    null)
                                            .orEmpty()),
                            Set.of(),
                            BaseRule.fixed("https://router.huggingface.co/v1"),
                            List.of(BEARER, Header.Rule.of("X-HF-Bill-To", "{namespace}")),
                            at(CHAT_COMPLETIONS, RESPONSES))
                    .telling(StreamUsage.NEVER_ASKED)
                    .listing(ModelList.USUAL.forEverybody()),
            type(
                    form(
                            "Ollama",
                            "ollama",
                            "A server of Ollama, or one behind a proxy that asks for a header",
                            url("API Endpoint", "With or without /v1", "http://localhost:11434"),
                            Field.text("header", "Auth Header Name", "Authorization with a bearer token if empty", null)
                                    .orEmpty(),
                            Field.password(API_KEY, "Auth Header", "The whole value of the named header")
                                    .orEmpty()),
                    Set.of(),
                    BaseRule.typed(Map.of("", "/v1", "/api", "/v1")),
                    List.of(Header.Rule.of("{header}", "{api_key}"), BEARER.unless("header")),
                    at(CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, EMBEDDINGS, IMAGES)),
            type(
                    form("Grok", "grok", "Grok by xAI", KEY),
                    Set.of(),
                    BaseRule.fixed("https://api.x.ai/v1"),
                    List.of(BEARER),
                    at(CHAT_COMPLETIONS, RESPONSES, IMAGES)),
            type(
                            form(
                                    "Perplexity",
                                    "perplexity",
                                    "Perplexity's answers, with search, and its embeddings",
                                    KEY),
                            Set.of(),
                            BaseRule.fixed("https://api.perplexity.ai"),
                            List.of(BEARER),
                            Map.of(
                                    CHAT_COMPLETIONS, "/chat/completions",
                                    RESPONSES, "/v1/responses",
                                    EMBEDDINGS, "/v1/embeddings"))
                    .telling(StreamUsage.ALWAYS)
                    .listing(ModelList.at("/v1/models").forEverybody()));

    private ContractTypes() {}
}
