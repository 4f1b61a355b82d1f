import assert from "node:assert/strict";
import test from "node:test";
import { fillIn, parts, variablesOf } from "../../../main/resources/web/app/prompts/prompt-text.js";
import { numbers } from "./random.mjs";

test("each variable is named once, in the order of the text", () => {
  assert.deepEqual(variablesOf("${b} ${a} ${b} ${c d}"), ["b", "a", "c d"]);
});

test("what is no name is no variable", () => {
  assert.deepEqual(variablesOf("${} $a {a} ${a\nb} ${a"), []);
});

test("a variable within another one, or after a dollar sign, is found", () => {
  assert.deepEqual(variablesOf("${${x}} $${q}"), ["x", "q"]);
});

test("values are put in as they are, and are not filled in again", () => {
  assert.equal(fillIn("${a}$${a}${b}", { a: "$& ${b}" }), "$& ${b}$$& ${b}${b}");
});

test("a variable without a value stays, also one that is named as every object has it", () => {
  assert.equal(fillIn("${a} ${toString} ${__proto__}", { a: "" }), " ${toString} ${__proto__}");
});

test("a text is shown in parts, the variables apart", () => {
  assert.deepEqual(parts("x ${a}${b} y"), [
    { text: "x ", isVariable: false },
    { text: "${a}", isVariable: true },
    { text: "${b}", isVariable: true },
    { text: " y", isVariable: false },
  ]);
});

test("the parts make up the text, and the variables are those that it has, for all texts", () => {
  const next = numbers(3);
  for (let i = 0; i < 3000; i++) {
    const text = Array.from({ length: next(12) }, () => "$${{}}ab\n"[next(9)]).join("");
    const found = parts(text);
    assert.equal(found.map((part) => part.text).join(""), text);
    const names = found.filter(({ isVariable }) => isVariable).map((part) => part.text.slice(2, -1));
    assert.deepEqual([...new Set(names)], variablesOf(text));
  }
});
