import assert from "node:assert/strict";
import test from "node:test";
import { lineDiff } from "../../../main/resources/web/app/prompts/line-diff.js";
import { numbers } from "./random.mjs";

const side = (line) => (line ? `${line.number}${line.text}` : "-");
const shown = (before, after) => lineDiff(before, after).map(({ kind, left, right }) => `${kind} ${side(left)}|${side(right)}`);

/* Many pairs of texts of up to eight lines, which are often alike. */
function* pairs() {
  const next = numbers(7);
  for (let i = 0; i < 2000; i++) {
    const text = () => Array.from({ length: next(9) }, () => ["a", "b", "c", "", " a"][next(5)]).join("\n");
    yield [text(), text()];
  }
}

function forAll(holds) {
  for (const [before, after] of pairs()) {
    holds(lineDiff(before, after), before, after);
  }
}

/* The length of the longest common subsequence, by its definition. */
function longest(left, right) {
  if (left.length === 0 || right.length === 0) {
    return 0;
  }
  const [a, ...moreLeft] = left;
  const at = right.indexOf(a);
  return Math.max(longest(moreLeft, right), at < 0 ? 0 : 1 + longest(moreLeft, right.slice(at + 1)));
}

test("a changed line stands beside the one in its place", () => {
  assert.deepEqual(shown("a\nb\nc\nd", "a\nx\nc\ny\nd"), ["same 1a|1a", "changed 2b|2x", "same 3c|3c", "changed -|4y", "same 4d|5d"]);
});

test("a text that did not change is all the same", () => {
  assert.deepEqual(shown("a\nb", "a\nb"), ["same 1a|1a", "same 2b|2b"]);
});

test("from nothing, all is new but its first line", () => {
  assert.deepEqual(shown("", "z\n"), ["changed -|1z", "same 1|2"]);
});

test("ends of lines are no change", () => {
  assert.deepEqual(shown("a\r\nb\rc", "a\nb\nc"), ["same 1a|1a", "same 2b|2b", "same 3c|3c"]);
});

test("the left sides are the text before, the right sides the text after, for all texts", () => {
  forAll((rows, before, after) => {
    const text = (name) => rows.flatMap((row) => row[name]?.text ?? []).join("\n");
    assert.equal(text("left"), before);
    assert.equal(text("right"), after);
  });
});

test("lines are numbered one by one on each side, for all texts", () => {
  forAll((rows) => {
    for (const name of ["left", "right"]) {
      const found = rows.flatMap((row) => row[name]?.number ?? []);
      assert.deepEqual(found, found.map((_, i) => i + 1));
    }
  });
});

test("lines count as the same exactly where they are, for all texts", () => {
  forAll((rows) => {
    for (const { kind, left, right } of rows) {
      assert.ok(left || right);
      assert.equal(kind === "same", left?.text === right?.text);
    }
  });
});

test("no more lines are changed than must be, for all texts", () => {
  forAll((rows, before, after) => {
    const kept = rows.filter(({ kind }) => kind === "same").length;
    assert.equal(kept, longest(before.split("\n"), after.split("\n")));
  });
});

test("texts too large to compare are changed as a whole, but for how they begin and end", () => {
  const many = (letter) => Array.from({ length: 2100 }, (_, i) => (i % 2 ? "both" : `${letter}${i}`));
  const text = (letter) => ["start", ...many(letter), "end"].join("\n");
  const kinds = lineDiff(text("a"), text("b")).map(({ kind }) => kind);
  assert.deepEqual([kinds[0], kinds.at(-1)], ["same", "same"]);
  assert.ok(kinds.slice(1, -2).every((kind) => kind === "changed"));
});
