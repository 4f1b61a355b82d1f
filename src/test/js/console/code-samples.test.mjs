import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { LANGUAGES } from "../../../main/resources/web/app/playground/code-samples.js";
import { numbers } from "./random.mjs";

const KEY = "sd-id.secret";
const HOSTILE =
  'it\'s "q" \\ back \\n \\u0041 $HOME `id` ${x} $(id) #{y}\nline2\r\n\ttab """ \'\'\' !! %s %n {0} \u2028 é😀 \u0001 end \\';

const request = {
  model: "local:e'c\"h\\o$`",
  messages: [
    { role: "system", content: '"""' },
    { role: "user", content: "" },
    { role: "assistant", content: " \\" },
    { role: "user", content: HOSTILE },
    ...anything(30).map((content) => ({ role: "user", content })),
  ],
  temperature: 0.5,
  max_tokens: 10,
};

function anything(count) {
  const next = numbers(11);
  const letters = [..."'\"\\$`{}()#!%&|<>;*~ \n\r\tnu0aé"];
  return Array.from({ length: count }, () => Array.from({ length: next(40) }, () => letters[next(letters.length)]).join(""));
}

/* The OpenAI clients of the samples, as far as they are used: they tell what they were asked. */
const PYTHON_CLIENT = `import json
from types import SimpleNamespace as Named

class OpenAI:
    def __init__(self, **given):
        self.given = given
        self.chat = Named(completions=self)

    def create(self, **request):
        print(json.dumps({"client": self.given, "request": request}))
        return Named(choices=[Named(message=Named(content=""))])
`;
const JAVASCRIPT_CLIENT = `export default class {
  constructor(client) {
    const create = async (request) => {
      console.log(JSON.stringify({ client, request }));
      return { choices: [{ message: { content: "" } }] };
    };
    this.chat = { completions: { create } };
  }
}
`;

const directory = mkdtempSync(join(tmpdir(), "code-samples-"));
const stagedoor = createServer(answer);
let base;
let asked;

async function answer(call, response) {
  const chunks = await call.toArray();
  const { method, url, headers } = call;
  asked = { method, url, headers, body: Buffer.concat(chunks).toString() };
  response.end("{}");
}

before(async () => {
  await new Promise((ready) => stagedoor.listen(0, "localhost", ready));
  base = `http://localhost:${stagedoor.address().port}/v1`;
});

after(() => {
  stagedoor.close();
  rmSync(directory, { recursive: true });
});

const sample = (id) => LANGUAGES.find((language) => language.id === id).write(base, request);

function write(name, text) {
  writeFileSync(join(directory, name), text);
}

function run(...command) {
  return new Promise((done, failed) => {
    const [program, ...options] = command;
    const child = spawn(program, options, { cwd: directory, env: { ...process.env, STAGEDOOR_API_KEY: KEY, x: "no" } });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
    }
    child.on("error", failed);
    child.on("close", (code) => (code === 0 ? done(output.stdout) : failed(new Error(`${program}: ${output.stderr}`))));
  });
}

/* Why a test cannot run here, if it cannot. */
const without = (...programs) => {
  const missing = programs.filter((program) => spawnSync(program, ["--version"]).status !== 0);
  return missing.length ? `SKIPPED: there is no ${missing.join(" and no ")} here` : false;
};

function assertAsked() {
  assert.equal(`${asked.method} ${asked.url}`, "POST /v1/chat/completions");
  assert.equal(asked.headers.authorization, `Bearer ${KEY}`);
  assert.equal(asked.headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(asked.body), request);
}

function assertTold(output) {
  const { client, request: told } = JSON.parse(output.split("\n")[0]);
  assert.deepEqual(Object.values(client).sort(), [base, KEY].sort());
  assert.deepEqual(told, request);
}

test("the curl command makes the very same call", { skip: without("bash", "curl") }, async () => {
  asked = null;
  write("ask.sh", sample("curl"));
  await run("bash", "ask.sh");
  assertAsked();
});

test("the Java program makes the very same call", { skip: without("java") }, async () => {
  asked = null;
  write("Ask.java", sample("java"));
  await run("java", "-Dfile.encoding=UTF-8", "Ask.java");
  assertAsked();
});

test("the Python program asks its client for the very same call", { skip: without("python3") }, async () => {
  write("openai.py", PYTHON_CLIENT);
  write("ask.py", sample("python"));
  assertTold(await run("python3", "ask.py"));
});

test("the JavaScript program asks its client for the very same call", async () => {
  mkdirSync(join(directory, "node_modules", "openai"), { recursive: true });
  write("node_modules/openai/package.json", '{"type": "module", "exports": "./index.js"}');
  write("node_modules/openai/index.js", JAVASCRIPT_CLIENT);
  write("ask.mjs", sample("javascript"));
  assertTold(await run(process.execPath, "ask.mjs"));
});

test("every sample takes the key from the environment", () => {
  for (const { id } of LANGUAGES) {
    assert.match(sample(id), /STAGEDOOR_API_KEY/, id);
  }
});
