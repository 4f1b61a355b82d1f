package dev.stagedoor.usage;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.regex.Pattern;

/** Tokens used day by day (contract, section 1.6). */
@Path("/api/integrations/llm/{name}/token/history")
@RegisterForReflection
class TokenHistoryResource {
    private static final int MOST_DAYS = 366;
    private static final Pattern UP_TO_THREE_DIGITS = Pattern.compile("\\d{1,3}");

    private final TokenUsage usage;
    private final CurrentCaller caller;

    TokenHistoryResource(TokenUsage usage, CurrentCaller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    /**
     * One entry for each day and model with usage, the oldest first.
     *
     * @param model one model, or {@code *} for all that the caller may READ
     * @param lookUpWindow how many days, today in UTC included: 1 to 366
     */
    @GET
    @AnyCaller(because = "the list holds only what the caller may READ; 404 when that is nothing of this integration")
    public Uni<List<TokenUsageLog>> history(
            String name,
            @QueryParam("model") @DefaultValue(TokenUsage.ALL) String model,
            @QueryParam("lookUpWindow") @DefaultValue("31") String lookUpWindow) {
        return usage.history(caller.get(), name, model, days(lookUpWindow));
    }

    /** Read by hand: a parameter that is no number would otherwise make a path that is not there. */
    private static int days(String lookUpWindow) {
        var days = UP_TO_THREE_DIGITS.matcher(lookUpWindow).matches() ? Integer.parseInt(lookUpWindow) : 0;
        if (days < 1 || days > MOST_DAYS) {
            throw new Problem.Invalid("lookUpWindow", "is not a number of days from 1 to " + MOST_DAYS);
        }
        return days;
    }
}
