package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.PromptClient;
import java.util.List;
import java.util.UUID;
import org.conductoross.conductor.client.model.ai.PromptTemplate;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Versions of prompts, which version 4 does not know. */
final class PromptStepsOfVersion6 {
    private final String prompt = "versions-" + UUID.randomUUID();
    private final PromptClient client;

    PromptStepsOfVersion6(PromptClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "versions of prompts",
                List.<DynamicTest>of(
                        dynamicTest("a prompt is saved under a number, and under the next", this::saveVersions),
                        dynamicTest("a version is shown, and without a number the latest", this::getVersion),
                        dynamicTest("versions are listed, the newest first", this::listVersions),
                        dynamicTest("a version is changed, and without a number the latest", this::updatePrompt),
                        dynamicTest("several prompts are saved at once", this::savePrompts),
                        dynamicTest("a version is deleted, and the others stay", this::deleteVersion)));
    }

    private void saveVersions() {
        client.savePrompt(prompt, "first", "one", List.of("house:m", "house:n"), 1, false);
        client.savePrompt(prompt, "second", "two", List.of(), null, true);

        assertThat(client.getPrompt(prompt).getVersion()).isEqualTo(2);
    }

    private void getVersion() {
        assertThat(client.getPrompt(prompt, 1))
                .extracting(PromptTemplate::getDescription, PromptTemplate::getTemplate)
                .containsExactly("first", "one");
        assertThat(client.getPrompt(prompt, 1).getIntegrations()).containsExactlyInAnyOrder("house:m", "house:n");
        assertThat(client.getPrompt(prompt).getTemplate()).isEqualTo("two");
        assertThatFails(404, () -> client.getPrompt(prompt, 9));
    }

    private void listVersions() {
        assertThat(client.getAllPromptVersions(prompt))
                .extracting(PromptTemplate::getVersion, PromptTemplate::getTemplate)
                .containsExactly(tuple(2, "two"), tuple(1, "one"));
    }

    private void updatePrompt() {
        client.updatePrompt(prompt, 1, "first", "one, changed", List.of());
        client.updatePrompt(prompt, null, "second", "two, changed", List.of());

        assertThat(client.getPrompt(prompt, 1).getTemplate()).isEqualTo("one, changed");
        assertThat(client.getPrompt(prompt).getTemplate()).isEqualTo("two, changed");
    }

    private void savePrompts() {
        client.savePrompts(List.of(template(prompt + "-a"), template(prompt + "-b")), true);

        assertThat(client.getPrompts()).extracting(PromptTemplate::getName).contains(prompt + "-a", prompt + "-b");
        assertThat(client.getPrompt(prompt + "-b").getTemplate()).isEqualTo("Hello ${name}");
    }

    private static PromptTemplate template(String name) {
        var template = new PromptTemplate();
        template.setName(name);
        template.setDescription("of many");
        template.setTemplate("Hello ${name}");
        template.setVersion(1);
        return template;
    }

    private void deleteVersion() {
        client.deletePrompt(prompt, 2);

        assertThat(client.getAllPromptVersions(prompt))
                .extracting(PromptTemplate::getVersion)
                .containsExactly(1);
        client.deletePrompt(prompt, 1);
        assertThatFails(404, () -> client.getAllPromptVersions(prompt));
    }
}
