package dev.stagedoor.provider;

/** How the streams of a provider come to tell what they used. */
public enum StreamUsage {
    /** It has to be asked for: {@code stream_options.include_usage}, as OpenAI has it. */
    WHEN_ASKED,
    /** It is there, asked for or not. */
    ALWAYS,
    /** Asking is refused, or may be; what it tells by itself is read. */
    NEVER_ASKED
}
