package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.IntegrationClient;
import io.orkes.conductor.client.model.TagObject;
import io.orkes.conductor.client.model.integration.Category;
import io.orkes.conductor.client.model.integration.Integration;
import io.orkes.conductor.client.model.integration.IntegrationApi;
import io.orkes.conductor.client.model.integration.IntegrationApiUpdate;
import io.orkes.conductor.client.model.integration.IntegrationUpdate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Integrations, their models and their tags. */
final class IntegrationSteps {
    /** A name with all that paths can spoil. */
    private static final String MODEL = "meta-llama/Llama 3:8b";

    private final String integration = "java-" + UUID.randomUUID();
    private final IntegrationClient client;
    private final IntegrationCalls byVersion;

    IntegrationSteps(IntegrationClient client, IntegrationCalls byVersion) {
        this.client = client;
        this.byVersion = byVersion;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "integrations",
                List.<DynamicTest>of(
                        dynamicTest("an integration is saved and shown, its key masked", this::saveIntegration),
                        dynamicTest("lists are cut by category and activity", this::listIntegrations),
                        dynamicTest("an integration keeps its type", this::changeType),
                        dynamicTest("what is not there is null", this::getWhatIsNotThere),
                        dynamicTest("tags are added, shown without a type, and taken one by one", this::tag),
                        dynamicTest("a model of any name is saved and shown", this::saveModel),
                        dynamicTest("models are listed and counted", this::listModels),
                        dynamicTest("a model is deleted", this::deleteModel),
                        dynamicTest("an integration is deleted, once", this::deleteIntegration)));
    }

    private void saveIntegration() {
        client.saveIntegration(integration, update("openai", true));

        var saved = byVersion.getIntegration().apply(integration);
        assertThat(saved.getName()).isEqualTo(integration);
        assertThat(saved.getType()).isEqualTo("openai");
        assertThat(saved.getCategory()).isEqualTo(Category.AI_MODEL);
        assertThat(saved.getDescription()).isEqualTo("Grüße, \"quoted\"");
        assertThat(saved.getEnabled()).isTrue();
        assertThat(saved.getConfiguration())
                .containsEntry("api_key", "********")
                .containsEntry("endpoint", "https://llm.example/v1");
        assertThat(saved.getCreatedBy()).startsWith("app:");
        assertThat(saved.getTags()).isEmpty();
    }

    private void listIntegrations() {
        assertThat(names("AI_MODEL", true)).contains(integration);
        assertThat(names("VECTOR_DB", true)).doesNotContain(integration);

        client.saveIntegration(integration, update("openai", false));
        assertThat(names(null, true)).doesNotContain(integration);
        assertThat(names(null, false)).contains(integration);
        client.saveIntegration(integration, update("openai", true));
    }

    private Stream<String> names(String category, boolean activeOnly) {
        return byVersion.getIntegrations().apply(category, activeOnly).stream().map(Integration::getName);
    }

    private void changeType() {
        assertThatFails(400, () -> client.saveIntegration(integration, update("loopback", true)))
                .hasMessageContaining("type");
        assertThat(byVersion.getIntegration().apply(integration).getType()).isEqualTo("openai");
    }

    private void getWhatIsNotThere() {
        assertThat(byVersion.getIntegration().apply("no-" + integration)).isNull();
        assertThat(client.getIntegrationApi(integration, "no model")).isNull();
    }

    private void tag() {
        var blue = new TagObject().key("team").value("blue");
        var green = new TagObject().key("team").value("green");

        byVersion.saveTags().accept(List.of(blue, green), integration);
        assertThat(byVersion.getTags().apply(integration)).containsExactlyInAnyOrder(blue, green);

        byVersion.deleteTags().accept(List.of(blue), integration);
        assertThat(byVersion.getTags().apply(integration)).containsExactly(green);
        assertThat(byVersion.getIntegration().apply(integration).getTags()).containsExactly(green);
    }

    private void saveModel() {
        client.saveIntegrationApi(integration, MODEL, model());

        var saved = client.getIntegrationApi(integration, MODEL);
        assertThat(saved.getIntegrationName()).isEqualTo(integration);
        assertThat(saved.getApi()).isEqualTo(MODEL);
        assertThat(saved.getDescription()).isEqualTo("the large one");
        assertThat(saved.getEnabled()).isTrue();
        assertThat(saved.getCreatedBy()).startsWith("app:");
    }

    private void listModels() {
        assertThat(client.getIntegrationApis(integration))
                .extracting(IntegrationApi::getApi)
                .containsExactly(MODEL);
        assertThat(byVersion.getIntegration().apply(integration).getModelsCount())
                .isEqualTo(1);
    }

    private void deleteModel() {
        client.deleteIntegrationApi(integration, MODEL);

        assertThat(client.getIntegrationApi(integration, MODEL)).isNull();
        assertThat(client.getIntegrationApis(integration)).isEmpty();
    }

    private void deleteIntegration() {
        byVersion.deleteIntegration().accept(integration);

        assertThat(byVersion.getIntegration().apply(integration)).isNull();
        assertThatFails(404, () -> byVersion.deleteIntegration().accept(integration));
    }

    private static IntegrationUpdate update(String type, boolean enabled) {
        var update = new IntegrationUpdate();
        update.setType(type);
        update.setCategory(Category.AI_MODEL);
        update.setDescription("Grüße, \"quoted\"");
        update.setEnabled(enabled);
        update.setConfiguration(Map.of("api_key", "sk-of-a-test", "endpoint", "https://llm.example/v1"));
        return update;
    }

    private static IntegrationApiUpdate model() {
        var update = new IntegrationApiUpdate();
        update.setDescription("the large one");
        update.setEnabled(true);
        return update;
    }
}
