import assert from "node:assert/strict";
import test from "node:test";
import { events } from "../../../main/resources/web/app/playground/event-stream.js";
import { numbers } from "./random.mjs";

const bytesOf = (text) => new TextEncoder().encode(text);

function streamOf(chunks) {
  return new ReadableStream({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
}

async function read(...chunks) {
  const found = [];
  for await (const event of events(streamOf(chunks))) {
    found.push(event);
  }
  return found;
}

function inChunksOf(size, bytes) {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));
}

const said = (...texts) => texts.map((data) => ({ type: "message", data }));

const MIXED =
  '\uFEFF: hello\r\ndata: {"a":"é€😀"}\r\n\r\nevent: error\rdata: one\rdata:two\r\rdata: x\ndata\nid: 3\n\nretry: 1\n\n\n\ndata:  sp: c\n\ndata: lost';
const READ = [
  { type: "message", data: '{"a":"é€😀"}' },
  { type: "error", data: "one\ntwo" },
  { type: "message", data: "x\n" },
  { type: "message", data: " sp: c" },
];

test("the same events come out whatever the size of the chunks", async () => {
  const bytes = bytesOf(MIXED);
  for (let size = 1; size <= bytes.length; size++) {
    assert.deepEqual(await read(...inChunksOf(size, bytes)), READ, `in chunks of ${size}`);
  }
});

test("the same events come out wherever a stream is cut in two or three", async () => {
  const bytes = bytesOf(MIXED);
  const next = numbers(1);
  for (let first = 0; first <= bytes.length; first++) {
    const second = first + next(bytes.length - first + 1);
    const chunks = [bytes.slice(0, first), bytes.slice(first, second), bytes.slice(second)];
    assert.deepEqual(await read(...chunks), READ, `cut at ${first} and ${second}`);
  }
});

test("a letter that is cut between two chunks stays whole", async () => {
  const bytes = bytesOf("data: 😀\n\n");
  for (let cut = 6; cut <= 10; cut++) {
    assert.deepEqual(await read(bytes.slice(0, cut), bytes.slice(cut)), said("😀"), `cut at ${cut}`);
  }
});

test("lines may end in CR LF, LF or CR", async () => {
  for (const end of ["\r\n", "\n", "\r"]) {
    const text = `data: a${end}data: b${end}${end}data: c${end}${end}`;
    assert.deepEqual(await read(bytesOf(text)), said("a\nb", "c"), JSON.stringify(end));
  }
});

test("CR LF that is cut in between is one end of a line", async () => {
  const chunks = ["data: a\r", "\ndata: b\r", "\n\r", "\n", "data: c\r", "\n", "\r\n"];
  assert.deepEqual(await read(...chunks.map(bytesOf)), said("a\nb", "c"));
});

test("an event is there as soon as it has ended", async () => {
  let controller;
  const stream = events(new ReadableStream({ start: (it) => (controller = it) }));
  controller.enqueue(bytesOf("data: a\n\ndata: b"));
  assert.deepEqual((await stream.next()).value, said("a")[0]);
  controller.enqueue(bytesOf("\n\n"));
  assert.deepEqual((await stream.next()).value, said("b")[0]);
});

test("comments, ids and events without data say nothing", async () => {
  assert.deepEqual(await read(bytesOf(": keep-alive\n\nid: 1\n\nevent: ping\n\ndata: a\n\n")), said("a"));
});

test("what has not ended when the stream ends is dropped", async () => {
  assert.deepEqual(await read(bytesOf("data: a\n\ndata: b\n")), said("a"));
  assert.deepEqual(await read(), []);
});

test("who stops listening ends the stream", async () => {
  let ended = false;
  const stream = new ReadableStream({ pull: (it) => it.enqueue(bytesOf("data: a\n\n")), cancel: () => void (ended = true) });
  for await (const event of events(stream)) {
    assert.equal(event.data, "a");
    break;
  }
  assert.ok(ended);
});

test("a stream that breaks off fails after the events before", async () => {
  let controller;
  const stream = events(new ReadableStream({ start: (it) => (controller = it) }));
  controller.enqueue(bytesOf("data: a\n\n"));
  assert.equal((await stream.next()).value.data, "a");
  controller.error(new Error("gone"));
  await assert.rejects(stream.next(), /gone/);
});
