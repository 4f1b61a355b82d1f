import assert from "node:assert/strict";
import test from "node:test";
import { Running } from "../../../main/resources/web/app/playground/running.js";

const host = () => ({ drawn: 0, addController() {}, requestUpdate() { this.drawn++; } });

const untilStopped = (signal) =>
  new Promise((resolve, reject) => signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError"))));

test("a call runs until it has an answer", async () => {
  const page = host();
  const running = new Running(page);
  const call = running.during(async () => assert.ok(running.isRunning), assert.fail);

  await call;

  assert.equal(running.isRunning, false);
  assert.equal(page.drawn, 2);
});

test("a person stops a call, and that is no failure", async () => {
  const running = new Running(host());
  const told = [];
  const call = running.during(untilStopped, (error, isStopped) => told.push(isStopped));

  running.stop();
  await call;

  assert.deepEqual(told, [true]);
  assert.equal(running.isRunning, false);
});

test("a failure is told as one", async () => {
  const told = [];
  await new Running(host()).during(
    () => Promise.reject(new Error("no")),
    (error, isStopped) => told.push(error.message, isStopped),
  );

  assert.deepEqual(told, ["no", false]);
});

test("a call ends with its page", async () => {
  const running = new Running(host());
  const told = [];
  const call = running.during(untilStopped, (error, isStopped) => told.push(isStopped));

  running.hostDisconnected();
  await call;

  assert.deepEqual(told, [true]);
});

test("a call that another has taken the place of tells nothing, and does not end the other", async () => {
  const running = new Running(host());
  let endOther;
  const first = running.during(untilStopped, assert.fail);
  running.stop();
  const other = running.during(() => new Promise((resolve) => (endOther = resolve)), assert.fail);

  await first;

  assert.equal(running.isRunning, true);
  endOther();
  await other;
  assert.equal(running.isRunning, false);
});
