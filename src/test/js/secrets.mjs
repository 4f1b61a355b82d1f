import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { assertFails, assertSameElements } from "./expect.mjs";

const VALUE = 's3cret "quoted",\nof two lines: grün';
const BLUE = { key: "team", value: "blue" };
const GREEN = { key: "team", value: "green" };

/** Named secrets and their tags. */
export function secrets({ secrets: client }) {
  const key = `js_${randomUUID()}`;

  return [
    [
      "a secret is saved, changed, and read as it was written",
      async () => {
        await client.putSecret(key, "another");
        await client.putSecret(key, VALUE);
        assert.equal(await client.getSecret(key), VALUE);
      },
    ],
    [
      "names of secrets are listed, also those to grant",
      async () => {
        assert.ok((await client.listAllSecretNames()).includes(key));
        assert.ok((await client.listSecretsThatUserCanGrantAccessTo()).includes(key));
      },
    ],
    [
      // Says true to whatever the server answers, so the other case cannot be shown.
      "a secret that is there exists",
      async () => assert.equal(await client.secretExists(key), true),
    ],
    [
      "tags of a secret are added, shown without a type, and taken one by one",
      async () => {
        await client.setSecretTags([{ ...BLUE, type: "METADATA" }, GREEN], key);
        assertSameElements(await client.getSecretTags(key), [BLUE, GREEN]);
        await client.deleteSecretTags([BLUE], key);
        assert.deepEqual(await client.getSecretTags(key), [GREEN]);
        await assertFails(() => client.getSecretTags(`no-${key}`), `no-${key}`);
      },
    ],
    [
      "a secret is deleted, and once more without a failure",
      async () => {
        await client.deleteSecret(key);
        await client.deleteSecret(key);
        await assertFails(() => client.getSecret(key), key);
      },
    ],
  ];
}
