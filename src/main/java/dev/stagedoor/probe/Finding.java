package dev.stagedoor.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What came of trying a connection out. Nothing in it is in the provider's own words, but for the names of models. */
sealed interface Finding {
    /** Whether the provider can be called so, as far as its list of models shows. */
    boolean ok();

    /**
     * The provider can be called.
     *
     * @param models its models, sorted, the first 1,000; empty where it has no list of them
     * @param message what the answer does not show; left out when there is nothing to add
     * @param latencyMillis from the question to the end of the answer, in milliseconds
     */
    @RegisterForReflection
    record Works(
            boolean ok,
            List<String> models,
            @JsonInclude(JsonInclude.Include.NON_NULL) String message,
            long latencyMillis)
            implements Finding {}

    /**
     * It cannot.
     *
     * @param field the key in the configuration that is to blame; null where none is
     * @param latencyMillis from the question to when it was known, in milliseconds
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Fails(boolean ok, String field, String message, long latencyMillis) implements Finding {}
}
