import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { assertFails, assertSameElements } from "./expect.mjs";

/** A name with all that paths can spoil. */
const MODEL = "meta-llama/Llama 3:8b";
const BLUE = { key: "team", value: "blue" };
const GREEN = { key: "team", value: "green" };

/** Integrations, their models and their tags. */
export function integrations({ integrations: client }) {
  const name = `js-${randomUUID()}`;
  const names = (list) => list.map((integration) => integration.name);
  const update = (change) => ({
    type: "openai",
    category: "AI_MODEL",
    description: 'Grüße, "quoted"',
    enabled: true,
    configuration: { api_key: "sk-of-a-test", endpoint: "https://llm.example/v1" },
    ...change,
  });

  return [
    [
      "an integration is saved and shown, its key masked",
      async () => {
        await client.saveIntegrationProvider(name, update());
        const saved = await client.getIntegrationProvider(name);
        assert.equal(saved.name, name);
        assert.equal(saved.type, "openai");
        assert.equal(saved.category, "AI_MODEL");
        assert.equal(saved.description, 'Grüße, "quoted"');
        assert.equal(saved.enabled, true);
        assert.equal(saved.configuration.api_key, "********");
        assert.equal(saved.configuration.endpoint, "https://llm.example/v1");
        assert.ok(Number.isInteger(saved.createTime));
        assert.deepEqual(saved.tags, []);
      },
    ],
    [
      "integrations are listed, without their models and with them",
      async () => {
        assert.ok(names(await client.getIntegrationProviders()).includes(name));
        assert.ok(names(await client.getIntegrations("AI_MODEL", true)).includes(name));
        assert.ok(!names(await client.getIntegrations("VECTOR_DB", true)).includes(name));
      },
    ],
    [
      "an integration that is switched off is listed on request",
      async () => {
        await client.saveIntegrationProvider(name, update({ enabled: false }));
        assert.ok(!names(await client.getIntegrations()).includes(name));
        assert.ok(names(await client.getIntegrations(undefined, false)).includes(name));
        await client.saveIntegrationProvider(name, update());
      },
    ],
    [
      "an integration keeps its type",
      () => assertFails(() => client.saveIntegrationProvider(name, update({ type: "loopback" })), "type"),
    ],
    [
      "a model of any name is saved and shown",
      async () => {
        const model = { description: "the large one", enabled: true, maxTokens: 1000, frequency: "daily" };
        await client.saveIntegrationApi(name, MODEL, model);
        const saved = await client.getIntegrationApi(name, MODEL);
        assert.equal(saved.integrationName, name);
        assert.equal(saved.api, MODEL);
        assert.equal(saved.description, "the large one");
        assert.equal(saved.enabled, true);
        assert.equal(saved.maxTokens, 1000);
      },
    ],
    [
      "models are listed as the single one is shown",
      async () => {
        const model = await client.getIntegrationApi(name, MODEL);
        assert.deepEqual(await client.getIntegrationApis(name), [model]);
        const integration = (await client.getIntegrations()).find((one) => one.name === name);
        assert.deepEqual(integration.apis, [model]);
        assert.equal(integration.modelsCount, 1);
      },
    ],
    [
      "names of models are listed, alone and after their integration",
      async () => {
        assert.deepEqual(await client.getIntegrationAvailableApis(name), [MODEL]);
        assert.ok((await client.getProvidersAndIntegrations("AI_MODEL", true)).includes(`${name}:${MODEL}`));
      },
    ],
    [
      "there are definitions, openai among them",
      async () => {
        const types = (await client.getIntegrationProviderDefs()).map((definition) => definition.type);
        assert.ok(types.includes("openai"));
      },
    ],
    [
      "tags of an integration are added, shown without a type, and taken one by one",
      async () => {
        await client.setProviderTags(name, [{ ...BLUE, type: "METADATA" }, GREEN]);
        assertSameElements(await client.getProviderTags(name), [BLUE, GREEN]);
        await client.deleteProviderTags(name, [BLUE]);
        assert.deepEqual(await client.getProviderTags(name), [GREEN]);
      },
    ],
    [
      "tags of a model are added, shown without a type, and taken one by one",
      async () => {
        await client.setIntegrationTags(name, MODEL, [{ ...BLUE, type: "METADATA" }, GREEN]);
        assertSameElements(await client.getIntegrationTags(name, MODEL), [BLUE, GREEN]);
        await client.deleteIntegrationTags(name, MODEL, [BLUE]);
        assert.deepEqual(await client.getIntegrationTags(name, MODEL), [GREEN]);
      },
    ],
    [
      "a model is deleted",
      async () => {
        await client.deleteIntegrationApi(name, MODEL);
        await assertFails(() => client.getIntegrationApi(name, MODEL), "No such");
        assert.deepEqual(await client.getIntegrationApis(name), []);
      },
    ],
    [
      "an integration is deleted, once",
      async () => {
        await client.deleteIntegrationProvider(name);
        await assertFails(() => client.getIntegrationProvider(name), "No such integration", name);
        await assertFails(() => client.deleteIntegrationProvider(name), "No such integration", name);
      },
    ],
  ];
}
