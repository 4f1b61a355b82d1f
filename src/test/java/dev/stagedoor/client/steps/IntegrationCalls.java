package dev.stagedoor.client.steps;

import io.orkes.conductor.client.model.TagObject;
import io.orkes.conductor.client.model.integration.Integration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the versions of the client call by different names, by the names of version 6. */
record IntegrationCalls(
        Function<String, Integration> getIntegration,
        BiFunction<String, Boolean, List<Integration>> getIntegrations,
        Consumer<String> deleteIntegration,
        Function<String, List<TagObject>> getTags,
        BiConsumer<List<TagObject>, String> saveTags,
        BiConsumer<List<TagObject>, String> deleteTags) {}
