import assert from "node:assert/strict";

/** Elements are equal, in whatever order. */
export function assertSameElements(actual, expected) {
  const sorted = (list) => list.map((element) => JSON.stringify(element)).sort();
  assert.deepEqual(sorted(actual), sorted(expected));
}

/** The call fails, with all of this in its message. */
export async function assertFails(call, ...inMessage) {
  await assert.rejects(call, (failure) => {
    inMessage.forEach((text) => assert.ok(failure.message.includes(text), `${text} is not in: ${failure.message}`));
    return true;
  });
}
