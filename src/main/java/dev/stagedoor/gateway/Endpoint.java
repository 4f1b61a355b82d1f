package dev.stagedoor.gateway;

/** The endpoints that are forwarded, with their path below the provider's base URL. */
enum Endpoint {
    CHAT_COMPLETIONS("/chat/completions"),
    RESPONSES("/responses"),
    EMBEDDINGS("/embeddings");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
