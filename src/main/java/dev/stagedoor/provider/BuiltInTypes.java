package dev.stagedoor.provider;

import static dev.stagedoor.provider.TypeParts.at;
import static dev.stagedoor.provider.TypeParts.form;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All types that come with Stagedoor: providers, models that stand for others, and the one that answers by itself. */
final class BuiltInTypes {
    private static final Definition LOOPBACK = form(
            "Loopback",
            "loopback",
            "Answers by itself in OpenAI's format, with no provider account: for trying things out");

    private static final Definition VIRTUAL = form(
            "Virtual models",
            ProviderType.VIRTUAL,
            "Models that stand for models of other integrations: the next one answers where one fails, or they share the"
                    + " calls. Each model says in its own configuration for which");

    private BuiltInTypes() {}

    /** All of them, the one that answers by itself last. */
    static List<ProviderType> all(boolean withLoopback) {
        return Stream.of(
                        ContractTypes.ALL,
                        FurtherTypes.ALL,
                        List.of(calledNowhere(VIRTUAL), calledNowhere(LOOPBACK.listed(withLoopback))))
                .flatMap(List::stream)
                .toList();
    }

    private static ProviderType calledNowhere(Definition form) {
        return new ProviderType(
                form,
                Set.of(),
                Optional.empty(),
                List.of(),
                at(Endpoint.values()),
                ModelList.USUAL,
                StreamUsage.ALWAYS,
                Optional.empty());
    }
}
