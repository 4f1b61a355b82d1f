package dev.stagedoor.usage;

import dev.stagedoor.support.Rows;
import java.time.Instant;

/** Usage rows of one integration, as the gateway would have written them. */
record UsedRows(String integration) {
    /** A call that ended well, with one token of its answer among all its tokens. */
    void call(String model, String principal, Instant at, long tokens, long millis) {
        call(model, principal, at, "COMPLETED", tokens, millis);
    }

    void call(String model, String principal, Instant at, String outcome, long tokens, long millis) {
        row("/chat/completions", model, principal, at, outcome, tokens, millis);
    }

    /** A call that was made elsewhere. */
    void reported(String model, String principal, Instant at, long tokens) {
        row("registered", model, principal, at, "COMPLETED", tokens, 0);
    }

    private void row(
            String endpoint, String model, String principal, Instant at, String outcome, long tokens, long millis) {
        Rows.run(
                """
                insert into usage_entry (id, started_at, principal_id, access_key_id, integration, model, endpoint, streamed,
                    outcome, status, prompt_tokens, completion_tokens, total_tokens, first_byte_ms, duration_ms)
                values (gen_random_uuid(), '%s', '%s', 'key', '%s', '%s', '%s', false, '%s', 200, %d, 1, %d, 1, %d)
                """
                        .formatted(
                                at,
                                principal,
                                integration,
                                model.replace("'", "''"),
                                endpoint,
                                outcome,
                                tokens - 1,
                                tokens,
                                millis));
    }
}
