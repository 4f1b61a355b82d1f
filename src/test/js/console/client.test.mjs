import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { ApiError, get, onSessionEnd, path, post, remove } from "../../../main/resources/web/app/api/client.js";

const JSON_HEADERS = { "Content-Type": "application/json" };
const ok = (body) => () => new Response(JSON.stringify(body), { headers: JSON_HEADERS });
const refused = (status, body) => () => new Response(JSON.stringify(body), { status, headers: JSON_HEADERS });
const ended = refused(401, { message: "No session" });

let calls;

/* What the API says to one call after the other. */
function answering(...answers) {
  calls = [];
  globalThis.fetch = async (url, options) => {
    calls.push({ url, ...options });
    return answers[calls.length - 1]();
  };
}

beforeEach(() => onSessionEnd(() => Promise.reject(new Error("Nobody signs in again"))));

test("names are encoded in a path", () => {
  assert.equal(path`/api/groups/${"a/b c?#%"}/users/${"é"}`, "/api/groups/a%2Fb%20c%3F%23%25/users/%C3%A9");
});

test("a call says that it is the console's, which no other page can", async () => {
  answering(ok({ a: 1 }));
  assert.deepEqual(await get("/api/x"), { a: 1 });
  assert.equal(calls[0].headers["X-Stagedoor-Console"], "1");
  assert.equal(calls[0].credentials, "same-origin");
});

test("lists are repeated in a query, and what is empty is left out", async () => {
  answering(ok([]));
  await get("/api/x", { target: ["a:1", "b&c"], search: "", after: undefined, limit: 0, flag: false, none: null });
  assert.equal(calls[0].url, "/api/x?target=a%3A1&target=b%26c&limit=0&flag=false");
});

test("a body goes as JSON, a text as a text, and nothing as nothing", async () => {
  answering(ok(1), ok(1), ok(1));
  await post("/api/x", { a: 1 });
  await post("/api/x", "text");
  await remove("/api/x");
  assert.deepEqual(
    calls.map(({ method, body, headers }) => [method, body, headers["Content-Type"]]),
    [["POST", '{"a":1}', "application/json"], ["POST", "text", "text/plain"], ["DELETE", undefined, undefined]],
  );
});

test("an answer may be JSON, a text or nothing", async () => {
  answering(ok({ a: 1 }), () => new Response("text", { headers: { "Content-Type": "text/plain" } }), () => new Response(null));
  assert.deepEqual([await get("/api/x"), await get("/api/x"), await get("/api/x")], [{ a: 1 }, "text", null]);
});

test("a refusal tells which field is wrong, under any of its names", async () => {
  const validationErrors = [{ path: "configuration.api_key", message: "is missing" }];
  answering(refused(400, { message: "Invalid", validationErrors }));
  const error = await get("/api/x").catch((it) => it);
  assert.ok(error instanceof ApiError);
  assert.deepEqual([error.status, error.message, error.of("api_key", "configuration.api_key")], [400, "Invalid", "is missing"]);
  assert.equal(error.of("name"), "");
});

test("a refusal in the words of OpenAI is understood too", async () => {
  answering(refused(404, { error: { message: "No such model", param: "model" } }));
  const error = await get("/v1/x").catch((it) => it);
  assert.deepEqual([error.status, error.message, error.of("model")], [404, "No such model", "No such model"]);
});

test("a refusal that is no JSON is told as it stands", async () => {
  answering(() => new Response("Bad gateway", { status: 502 }), () => new Response("", { status: 503 }));
  await assert.rejects(get("/api/x"), { status: 502, message: "Bad gateway" });
  await assert.rejects(get("/api/x"), { status: 503, message: "Stagedoor answered 503." });
});

test("a session that has ended is renewed, and the call is made again as it was", async () => {
  answering(ended, ok("done"));
  let renewals = 0;
  onSessionEnd(async () => void renewals++);
  assert.equal(await post("/api/x", { a: 1 }, { dryRun: true }), "done");
  assert.equal(renewals, 1);
  assert.deepEqual(calls[1], calls[0]);
});

test("a call is made again once, not for ever", async () => {
  answering(ended, ended);
  onSessionEnd(async () => {});
  await assert.rejects(get("/api/x"), { status: 401 });
  assert.equal(calls.length, 2);
});

test("who does not sign in again gets no answer", async () => {
  answering(ended);
  await assert.rejects(get("/api/x"), /Nobody signs in again/);
});

test("a connection that fails is told as such, one that is given up stays so", async () => {
  const failing = (error) => () => {
    throw error;
  };
  answering(failing(new TypeError("Failed to fetch")), failing(new DOMException("Given up", "AbortError")));
  await assert.rejects(get("/api/x"), { status: 0, message: /does not answer/ });
  await assert.rejects(get("/api/x"), { name: "AbortError" });
});
