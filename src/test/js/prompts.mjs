import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { assertFails, assertSameElements } from "./expect.mjs";

const TEMPLATE = 'Say "hello" to ${name} in ${city}.\nNot to {{nobody}}: grüß Gott';
const BLUE = { key: "team", value: "blue" };
const GREEN = { key: "team", value: "green" };

/** Prompts, their tags, their models, and what a model answers to one. */
export function prompts({ prompts: client, integrations }) {
  const name = `prompt-${randomUUID()}`;
  const integration = `of-${name}`;

  return [
    [
      "a prompt is saved and shown as it was written",
      async () => {
        await client.savePrompt(name, "Greets", TEMPLATE, ["house:m", "house:n"]);
        const saved = await client.getPrompt(name);
        assert.equal(saved.name, name);
        assert.equal(saved.description, "Greets");
        assert.equal(saved.template, TEMPLATE);
        assert.equal(saved.version, 1);
        assertSameElements(saved.variables, ["name", "city"]);
        assertSameElements(saved.integrations, ["house:m", "house:n"]);
      },
    ],
    [
      "a prompt is changed and listed",
      async () => {
        await client.updatePrompt(name, "Greets again", "Hello ${name}");
        const saved = await client.getPrompt(name);
        assert.equal(saved.description, "Greets again");
        assert.equal(saved.template, "Hello ${name}");
        assert.deepEqual(saved.variables, ["name"]);
        assert.ok((await client.getPrompts()).some((prompt) => prompt.name === name));
      },
    ],
    [
      "tags of a prompt are added, shown without a type, and taken one by one",
      async () => {
        await client.setPromptTags(name, [{ ...BLUE, type: "METADATA" }, GREEN]);
        assertSameElements(await client.getPromptTags(name), [BLUE, GREEN]);
        await client.deletePromptTags(name, [BLUE]);
        assert.deepEqual(await client.getPromptTags(name), [GREEN]);
      },
    ],
    [
      "a model answers a prompt",
      async () => {
        await integrations.saveIntegrationProvider(integration, { type: "loopback", enabled: true });
        await integrations.saveIntegrationApi(integration, "m", { enabled: true });
        const answer = await client.testPrompt({
          llmProvider: integration,
          model: "m",
          prompt: "Say hello to ${name}",
          promptVariables: { name: "Ann" },
        });
        assert.equal(answer, "Loopback heard: Say hello to Ann");
      },
    ],
    [
      "a prompt is joined to a model and found by it",
      async () => {
        await integrations.associatePromptWithIntegration(integration, "m", name);
        const found = await integrations.getPromptsWithIntegration(integration, "m");
        assert.deepEqual(found.map((prompt) => prompt.name), [name]);
      },
    ],
    [
      "a prompt is deleted",
      async () => {
        await client.deletePrompt(name);
        await assertFails(() => client.getPrompt(name), name);
      },
    ],
  ];
}
