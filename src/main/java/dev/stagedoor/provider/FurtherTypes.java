package dev.stagedoor.provider;

import static dev.stagedoor.provider.Endpoint.CHAT_COMPLETIONS;
import static dev.stagedoor.provider.Endpoint.COMPLETIONS;
import static dev.stagedoor.provider.Endpoint.EMBEDDINGS;
import static dev.stagedoor.provider.Endpoint.IMAGES;
import static dev.stagedoor.provider.Endpoint.RESPONSES;
import static dev.stagedoor.provider.Endpoint.SPEECH;
import static dev.stagedoor.provider.Endpoint.TRANSCRIPTIONS;
import static dev.stagedoor.provider.Endpoint.TRANSLATIONS;
import static dev.stagedoor.provider.ProviderType.BEARER;
import static dev.stagedoor.provider.TypeParts.KEY;
import static dev.stagedoor.provider.TypeParts.KEY_IF_ANY;
import static dev.stagedoor.provider.TypeParts.at;
import static dev.stagedoor.provider.TypeParts.form;
import static dev.stagedoor.provider.TypeParts.type;
import static dev.stagedoor.provider.TypeParts.url;
import static dev.stagedoor.provider.TypeParts.usualUrl;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Provider types beyond those of the contract, in rows like {@link ContractTypes}. */
final class FurtherTypes {
    static final List<ProviderType> ALL = List.of(
            type(
                    form("Groq", "groq", "Open models on Groq", KEY, usualUrl("https://api.groq.com/openai/v1")),
                    Set.of(),
                    BaseRule.typed("/openai/v1"),
                    List.of(BEARER),
                    at(CHAT_COMPLETIONS, RESPONSES, TRANSCRIPTIONS)),
            type(
                            form(
                                    "DeepSeek",
                                    "deepseek",
                                    "DeepSeek's own API",
                                    KEY,
                                    usualUrl("https://api.deepseek.com")),
                            Set.of(),
                            BaseRule.typed(Map.of()),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, RESPONSES))
                    .telling(StreamUsage.ALWAYS),
            type(
                            form(
                                    "Together AI",
                                    "together",
                                    "Open models on Together",
                                    KEY,
                                    usualUrl("https://api.together.ai/v1")),
                            Set.of(),
                            BaseRule.typed("/v1"),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, COMPLETIONS, EMBEDDINGS, IMAGES, SPEECH, TRANSCRIPTIONS))
                    .telling(StreamUsage.ALWAYS),
            type(
                            form(
                                    "Fireworks AI",
                                    "fireworks",
                                    "Open models on Fireworks",
                                    KEY,
                                    usualUrl("https://api.fireworks.ai/inference/v1")),
                            Set.of(),
                            BaseRule.typed("/inference/v1"),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, EMBEDDINGS))
                    .telling(StreamUsage.ALWAYS),
            type(
                            form(
                                    "OpenRouter",
                                    "openrouter",
                                    "OpenRouter's models",
                                    KEY,
                                    usualUrl("https://openrouter.ai/api/v1")),
                            Set.of(),
                            BaseRule.typed("/api/v1"),
                            List.of(BEARER),
                            at(CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, EMBEDDINGS))
                    .telling(StreamUsage.ALWAYS)
                    .listing(ModelList.at("/models/user")),
            ProviderType.ofOpenAiShape(form(
                            "vLLM",
                            "vllm",
                            "A server of vLLM",
                            url("Base URL", "With or without /v1, such as http://localhost:8000", null),
                            KEY_IF_ANY))
                    .having(at(CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, EMBEDDINGS, TRANSCRIPTIONS, TRANSLATIONS)),
            ProviderType.ofOpenAiShape(form(
                    "LiteLLM",
                    "litellm",
                    "A proxy of LiteLLM",
                    url("Base URL", "With or without /v1, such as http://localhost:4000", null),
                    KEY_IF_ANY)));

    private FurtherTypes() {}
}
