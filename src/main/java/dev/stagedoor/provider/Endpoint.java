package dev.stagedoor.provider;

/** The endpoints that are forwarded, with their path below a provider's base URL. */
public enum Endpoint {
    CHAT_COMPLETIONS("/chat/completions"),
    COMPLETIONS("/completions"),
    RESPONSES("/responses"),
    EMBEDDINGS("/embeddings"),
    MODERATIONS("/moderations"),
    IMAGES("/images/generations"),
    SPEECH("/audio/speech");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** OpenAI's path, which callers use below {@code /v1} and nearly all providers below their base URL. */
    public String path() {
        return path;
    }
}
