package dev.stagedoor.provider;

/** The endpoints that are forwarded, with their path below a provider's base URL. */
public enum Endpoint {
    CHAT_COMPLETIONS("/chat/completions"),
    COMPLETIONS("/completions"),
    RESPONSES("/responses"),
    EMBEDDINGS("/embeddings"),
    MODERATIONS("/moderations"),
    IMAGES("/images/generations"),
    SPEECH("/audio/speech"),
    TRANSCRIPTIONS("/audio/transcriptions"),
    TRANSLATIONS("/audio/translations");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** OpenAI's path, which callers use below {@code /v1} and nearly all providers below their base URL. */
    public String path() {
        return path;
    }

    /** Whether the body is a form with a file, and not JSON. */
    public boolean takesFile() {
        return this == TRANSCRIPTIONS || this == TRANSLATIONS;
    }

    /** Whether its streams tell their usage on demand ({@code stream_options.include_usage}). */
    public boolean canBeAskedForUsage() {
        return this == CHAT_COMPLETIONS || this == COMPLETIONS;
    }

    /** Whether a model answers with a text of its own, whose length the request may bound. */
    public boolean answersWithText() {
        return canBeAskedForUsage() || this == RESPONSES;
    }

    /** Whether the request is the text of a prompt, so that its bytes tell roughly how many tokens it has. */
    public boolean takesText() {
        return answersWithText() || this == EMBEDDINGS;
    }
}
