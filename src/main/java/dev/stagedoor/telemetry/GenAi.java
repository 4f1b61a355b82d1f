package dev.stagedoor.telemetry;

import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.util.Locale;
import java.util.stream.IntStream;

/** The words that OpenTelemetry's conventions for generative AI have for what Stagedoor knows; few enough to be labels. */
final class GenAi {
    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String ERROR = "error.type";
    static final String INTEGRATION = "stagedoor.integration";
    static final String OUTCOME = "stagedoor.outcome";

    /** What the conventions call anything that has no word of its own. */
    static final String OTHER = "_OTHER";

    private static final int LOWEST_STATUS = 300;
    private static final int HIGHEST_STATUS = 599;
    private static final String[] STATUSES =
            IntStream.rangeClosed(0, HIGHEST_STATUS).mapToObj(Integer::toString).toArray(String[]::new);

    private GenAi() {}

    /** The conventions have no operations for pictures, sound and moderation; those are named after their path. */
    static String operation(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS, RESPONSES -> "chat";
            case COMPLETIONS -> "text_completion";
            case EMBEDDINGS -> "embeddings";
            default -> endpoint.path().substring(1).replace('/', '_');
        };
    }

    static String provider(Route.Found route) {
        return switch (route.opened().orElse(null)) {
            case Upstream.Provider provider -> provider(provider.type());
            case Upstream.Loopback itself -> "stagedoor";
            case null, default -> OTHER;
        };
    }

    private static String provider(String type) {
        return switch (type) {
            case "azure_openai" -> "azure.ai.openai";
            case "bedrock" -> "aws.bedrock";
            case "grok" -> "x_ai";
            case "mistral" -> "mistral_ai";
            case "vertex_ai" -> "gcp.vertex_ai";
            case "vertex_ai_gemini" -> "gcp.gemini";
            default -> type;
        };
    }

    static String outcome(UsageEntry entry) {
        return entry.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a call that ended well; the status it got, or how it ended when the status was good. */
    static String error(UsageEntry entry) {
        return switch (entry.outcome()) {
            case COMPLETED -> "";
            case CUT_OFF -> "cut_off";
            case CANCELLED -> "cancelled";
            default -> status(entry.status());
        };
    }

    /** A provider may answer any number. */
    private static String status(int status) {
        return status >= LOWEST_STATUS && status <= HIGHEST_STATUS ? STATUSES[status] : OTHER;
    }

    /** Whether a provider told them: where nothing was used there is nothing to tell. */
    static boolean areCounted(Tokens tokens) {
        return !tokens.isEstimated() && tokens.total() > 0;
    }
}
