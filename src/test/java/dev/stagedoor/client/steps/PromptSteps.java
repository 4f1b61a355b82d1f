package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.support.Api;
import io.orkes.conductor.client.IntegrationClient;
import io.orkes.conductor.client.PromptClient;
import io.orkes.conductor.client.model.TagObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Prompts, their tags, their models, and what a model answers to one. */
final class PromptSteps {
    private static final String TEMPLATE = "Say \"hello\" to ${name} in ${city}.\nNot to {{nobody}}: grüß Gott";

    private final String prompt = "prompt-" + UUID.randomUUID();
    private final String integration = "of-" + prompt;
    private final PromptClient client;
    private final IntegrationClient integrations;
    private final Saving saving;

    /** How a version saves a prompt. */
    interface Saving {
        void save(String name, String description, String template);
    }

    PromptSteps(PromptClient client, IntegrationClient integrations, Saving saving) {
        this.client = client;
        this.integrations = integrations;
        this.saving = saving;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "prompts",
                List.<DynamicTest>of(
                        dynamicTest("a prompt is saved and shown as it was written", this::savePrompt),
                        dynamicTest("prompts are listed", this::getPrompts),
                        dynamicTest("tags are added, shown and taken one by one", this::tag),
                        dynamicTest("a model answers a prompt", this::testPrompt),
                        dynamicTest("a prompt is joined to a model and found by it", this::associate),
                        dynamicTest("a prompt is deleted", this::deletePrompt)));
    }

    private void savePrompt() {
        saving.save(prompt, "Greets", TEMPLATE);

        var saved = client.getPrompt(prompt);
        assertThat(saved.getName()).isEqualTo(prompt);
        assertThat(saved.getDescription()).isEqualTo("Greets");
        assertThat(saved.getTemplate()).isEqualTo(TEMPLATE);
        assertThat(saved.getVariables()).containsExactlyInAnyOrder("name", "city");
        assertThat(saved.getCreatedBy()).startsWith("app:");
    }

    private void getPrompts() {
        assertThat(client.getPrompts().stream().map(listed -> listed.getName())).contains(prompt);
    }

    private void tag() {
        var blue = new TagObject().key("team").value("blue");
        var green = new TagObject().key("team").value("green");

        client.updateTagForPromptTemplate(prompt, List.of(blue, green));
        assertThat(client.getTagsForPromptTemplate(prompt)).containsExactlyInAnyOrder(blue, green);

        client.deleteTagForPromptTemplate(prompt, List.of(blue));
        assertThat(client.getTagsForPromptTemplate(prompt)).containsExactly(green);
    }

    private void testPrompt() {
        Api.admin().loopback(integration);
        Api.admin().model(integration, "m");

        var answer = client.testPrompt(
                "Say hello to ${name}", Map.of("name", "Ann"), integration, "m", 0.1f, 0.9f, List.of("stop"));

        assertThat(answer).isEqualTo("Loopback heard: Say hello to Ann");
    }

    private void associate() {
        integrations.associatePromptWithIntegration(integration, "m", prompt);

        assertThat(integrations.getPromptsWithIntegration(integration, "m").stream()
                        .map(listed -> listed.getName()))
                .containsExactly(prompt);
        assertThat(client.getPrompt(prompt).getIntegrations()).containsExactly(integration + ":m");
    }

    private void deletePrompt() {
        client.deletePrompt(prompt);

        assertThatFails(404, () -> client.getPrompt(prompt));
        assertThat(client.getPrompts().stream().map(listed -> listed.getName())).doesNotContain(prompt);
    }
}
