import assert from "node:assert/strict";
import test from "node:test";
import { refuseTaken } from "../../../main/resources/web/app/api/names.js";

/* A list as the API pages it: in order, after a name, with a text in it, up to so many. */
const listOf = (names) => async ({ search, after = "", limit }) =>
  names
    .filter((name) => name > after && name.includes(search))
    .sort()
    .slice(0, limit)
    .map((name) => ({ name }));
const nameOf = ({ name }) => name;

test("a name that is free passes", async () => {
  await refuseTaken("ann", "id", listOf(["anna", "Ann", "joann"]), nameOf);
});

test("a name that is taken is refused at its field", async () => {
  await assert.rejects(refuseTaken("ann", "id", listOf(["ann", "anna"]), nameOf), (error) => {
    assert.equal(error.status, 409);
    assert.match(error.of("id"), /taken/);
    return true;
  });
});

test("a name that is taken is found behind any number of names like it", async () => {
  const alike = Array.from({ length: 5000 }, (nothing, i) => `${String(i).padStart(5, "0")}-ann`);
  await assert.rejects(refuseTaken("ann", "id", listOf([...alike, "ann"]), nameOf));
});

test("a name of one letter, and one that ends in a letter beyond the first plane, are looked for too", async () => {
  await assert.rejects(refuseTaken("a", "id", listOf(["a"]), nameOf));
  await assert.rejects(refuseTaken("a𝄞", "id", listOf(["a𝄞"]), nameOf));
});
