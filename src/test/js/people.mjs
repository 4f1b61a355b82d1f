import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { assertFails } from "./expect.mjs";

/** Users and groups. */
export function people({ authorization: client }) {
  const run = randomUUID();
  const user = `bob-${run}@example.org`;
  const other = `cid-${run}@example.org`;
  const group = `writers of ${run}`;
  const ids = (list) => list.map((element) => element.id);

  return [
    [
      "a group is saved and shown, with one role as a word",
      async () => {
        const saved = await client.upsertGroup(group, { description: "Who writes", roles: "USER" });
        assert.deepEqual(await client.getGroup(group), saved);
        assert.equal(saved.id, group);
        assert.equal(saved.description, "Who writes");
        assert.deepEqual(saved.roles.map((role) => role.name), ["USER"]);
        assert.ok(ids(await client.listGroups()).includes(group));
      },
    ],
    [
      "a user is saved and shown, with one role as a word",
      async () => {
        const saved = await client.upsertUser(user, { name: "Bob", roles: "USER" });
        await client.upsertUser(other, { name: "Cid", roles: [] });
        assert.deepEqual(await client.getUser(user), saved);
        assert.equal(saved.id, user);
        assert.equal(saved.name, "Bob");
        assert.equal(saved.applicationUser, false);
        assert.deepEqual(saved.roles.map((role) => role.name), ["USER"]);
        assert.deepEqual(saved.groups, []);
      },
    ],
    [
      "users are listed, with applications on request",
      async () => {
        assert.ok(ids(await client.listUsers()).includes(user));
        assert.ok(!ids(await client.listUsers()).some((id) => id.startsWith("app:")));
        assert.ok(ids(await client.listUsers(true)).some((id) => id.startsWith("app:")));
      },
    ],
    [
      "users join a group one by one and together, and leave it so",
      async () => {
        await client.addUserToGroup(group, user);
        assert.deepEqual(ids(await client.getUsersInGroup(group)), [user]);
        await client.addUsersToGroup(group, [user, other]);
        assert.deepEqual(ids(await client.getUsersInGroup(group)).sort(), [user, other]);
        await client.removeUserFromGroup(group, user);
        assert.deepEqual(ids(await client.getUsersInGroup(group)), [other]);
        await client.removeUsersFromGroup(group, [user, other]);
        assert.deepEqual(await client.getUsersInGroup(group), []);
      },
    ],
    [
      "a user is deleted, once",
      async () => {
        await client.deleteUser(user);
        await assertFails(() => client.getUser(user), user);
        await assertFails(() => client.deleteUser(user), user);
      },
    ],
    [
      "a group is deleted, once",
      async () => {
        await client.deleteGroup(group);
        await assertFails(() => client.getGroup(group), group);
        await assertFails(() => client.deleteGroup(group), group);
      },
    ],
  ];
}
