import assert from "node:assert/strict";
import test from "node:test";
import { linesOf, targetsOf } from "../../../main/resources/web/app/integrations/target-lines.js";

test("a line is a model and, if a number follows it, a weight", () => {
  assert.deepEqual(targetsOf("openai:gpt-4o 3\n\n  azure:gpt-4o  \nhf:meta/llama 3.1\n"), [
    { model: "openai:gpt-4o", weight: 3 },
    { model: "azure:gpt-4o", weight: 1 },
    { model: "hf:meta/llama 3.1", weight: 1 },
  ]);
});

test("what is stored is written as it would be typed", () => {
  const stored = ["a:m", { model: "b:m" }, { model: "c:m", weight: 7 }];
  assert.equal(linesOf(stored), "a:m\nb:m\nc:m 7");
  assert.equal(linesOf(targetsOf(linesOf(stored))), linesOf(stored));
});
