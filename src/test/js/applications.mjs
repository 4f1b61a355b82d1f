import { OrkesClients } from "@io-orkes/conductor-javascript";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { assertFails, assertSameElements } from "./expect.mjs";

const BLUE = { key: "team", value: "blue" };
const GREEN = { key: "team", value: "green" };

/** Applications, their roles, tags and access keys. */
export function applications({ applications: client, authorization }, serverUrl) {
  const name = `reader ${randomUUID()}`;
  const rolesOf = async (id) => (await authorization.getUser(`app:${id}`)).roles.map((role) => role.name);
  let id;
  let key;

  return [
    [
      "an application is made, shown and listed",
      async () => {
        const created = await client.createApplication(name);
        id = created.id;
        assert.equal(created.name, name);
        assert.ok(created.createdBy.startsWith("app:"));
        assert.ok(Number.isInteger(created.createTime));
        assert.deepEqual(await client.getApplication(id), created);
        assert.ok((await client.getAllApplications()).some((application) => application.id === id));
      },
    ],
    ["an application needs a name", () => assertFails(() => client.createApplication(""), "name")],
    [
      "an application is renamed",
      async () => {
        assert.equal((await client.updateApplication(id, `new ${name}`)).name, `new ${name}`);
        assert.equal((await client.getApplication(id)).name, `new ${name}`);
      },
    ],
    [
      "a role is given and taken",
      async () => {
        await client.addApplicationRole(id, "WORKER");
        assert.deepEqual(await rolesOf(id), ["WORKER"]);
        await client.removeRoleFromApplicationUser(id, "WORKER");
        assert.deepEqual(await rolesOf(id), []);
      },
    ],
    [
      "tags are added and taken, one and several",
      async () => {
        await client.addApplicationTag(id, { ...BLUE, type: "METADATA" });
        assert.deepEqual(await client.getApplicationTags(id), [BLUE]);
        await client.addApplicationTags(id, [BLUE, GREEN]);
        assertSameElements(await client.getApplicationTags(id), [BLUE, GREEN]);
        await client.deleteApplicationTag(id, BLUE);
        assert.deepEqual(await client.getApplicationTags(id), [GREEN]);
        await client.deleteApplicationTags(id, [BLUE, GREEN]);
        assert.deepEqual(await client.getApplicationTags(id), []);
      },
    ],
    [
      "an access key is made, listed without its secret, and leads to its application",
      async () => {
        key = await client.createAccessKey(id);
        assert.ok(key.secret.length > 20);
        const [listed, ...others] = await client.getAccessKeys(id);
        assert.deepEqual(others, []);
        assert.deepEqual(listed, { id: key.id, createdAt: listed.createdAt, status: "ACTIVE" });
        assert.equal((await client.getAppByAccessKeyId(key.id)).id, id);
      },
    ],
    [
      "a key is paused and resumed, and lets its application in",
      async () => {
        assert.equal((await client.toggleAccessKeyStatus(id, key.id)).status, "INACTIVE");
        assert.equal((await client.toggleAccessKeyStatus(id, key.id)).status, "ACTIVE");
        const own = await OrkesClients.from({ serverUrl, keyId: key.id, keySecret: key.secret });
        assert.deepEqual(await own.getApplicationClient().getAllApplications(), []);
        own.getClient().stopBackgroundRefresh();
      },
    ],
    [
      "an access key is deleted, once",
      async () => {
        await client.deleteAccessKey(id, key.id);
        assert.deepEqual(await client.getAccessKeys(id), []);
        await assertFails(() => client.deleteAccessKey(id, key.id), key.id);
      },
    ],
    [
      "an application is deleted, once",
      async () => {
        await client.deleteApplication(id);
        await assertFails(() => client.getApplication(id), id);
        await assertFails(() => client.deleteApplication(id), id);
      },
    ],
  ];
}
