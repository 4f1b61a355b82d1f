// Calls every method of the clients that the contract names, and says of each step whether it did what it must:
// "ok <step>" or "not ok <step>: <why>". Ends with 1 when a step failed.
import { OrkesClients } from "@io-orkes/conductor-javascript";
import assert from "node:assert/strict";
import { applications } from "./applications.mjs";
import { grants } from "./grants.mjs";
import { integrations } from "./integrations.mjs";
import { people } from "./people.mjs";
import { prompts } from "./prompts.mjs";
import { secrets } from "./secrets.mjs";
import { Witness } from "./witness.mjs";

// Methods that no server of this contract can make work, or that Stagedoor does not serve, and why.
const CANNOT_WORK = {};

const [serverUrl, keyId, keySecret] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const clients = await OrkesClients.from({ serverUrl, keyId, keySecret, logger: silent });
const witness = new Witness();
const watched = {
  integrations: witness.watch(clients.getIntegrationClient()),
  authorization: witness.watch(clients.getAuthorizationClient()),
  applications: witness.watch(clients.getApplicationClient()),
  prompts: witness.watch(clients.getPromptClient()),
  secrets: witness.watch(clients.getSecretClient()),
};

const steps = [
  ...integrations(watched),
  ...people(watched),
  ...applications(watched, serverUrl),
  ...grants(watched),
  ...prompts(watched),
  ...secrets(watched),
  [
    "every method was called, but for those that are known not to work",
    () => assert.deepEqual(witness.uncalled(), Object.keys(CANNOT_WORK).sort()),
  ],
];

let failures = 0;
for (const [name, body] of steps) {
  try {
    await body();
    console.log(`ok ${name}`);
  } catch (failure) {
    failures++;
    console.log(`not ok ${name}: ${String(failure.stack).replaceAll(/\s*\n\s*/g, " | ")}`);
  }
}
clients.getClient().stopBackgroundRefresh();
process.exitCode = failures === 0 ? 0 : 1;
