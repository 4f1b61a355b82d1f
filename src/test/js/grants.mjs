import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

const NOTHING = { CREATE: [], READ: [], EXECUTE: [], UPDATE: [], DELETE: [] };

/** Grants to a user and to its group. */
export function grants({ authorization: client }) {
  const run = randomUUID();
  const user = `dan-${run}`;
  const group = `of-dan-${run}`;
  const model = { type: "INTEGRATION", id: `${run}:gpt-4o` };
  const integration = { type: "INTEGRATION_PROVIDER", id: run };
  const toUser = { subject: { type: "USER", id: user }, target: model, access: ["READ", "EXECUTE"] };
  const toGroup = { subject: { type: "GROUP", id: group }, target: integration, access: ["UPDATE"] };

  return [
    [
      "a grant on a model is given to a user and shown on both sides",
      async () => {
        await client.upsertGroup(group, { description: "of a test" });
        await client.upsertUser(user, { name: "Dan", roles: [], groups: [group] });
        await client.grantPermissions(toUser);
        const subjects = [{ type: "USER", id: user }];
        assert.deepEqual(await client.getPermissions("INTEGRATION", model.id), {
          ...NOTHING,
          READ: subjects,
          EXECUTE: subjects,
        });
        assert.deepEqual(await client.getGrantedPermissionsForUser(user), {
          grantedAccess: [{ target: model, access: ["READ", "EXECUTE"] }],
        });
      },
    ],
    [
      "a grant on an integration is given to a group and reaches down to its models",
      async () => {
        await client.grantPermissions(toGroup);
        assert.deepEqual(await client.getGrantedPermissionsForGroup(group), {
          grantedAccess: [{ target: integration, access: ["UPDATE"] }],
        });
        assert.deepEqual(await client.checkPermissions(user, "INTEGRATION", model.id), {
          CREATE: false,
          READ: true,
          EXECUTE: true,
          UPDATE: true,
          DELETE: false,
        });
      },
    ],
    [
      "grants are taken, all five words stay",
      async () => {
        await client.removePermissions(toUser);
        await client.removePermissions(toGroup);
        assert.deepEqual(await client.getPermissions("INTEGRATION", model.id), NOTHING);
        assert.deepEqual(await client.getGrantedPermissionsForUser(user), { grantedAccess: [] });
      },
    ],
  ];
}
