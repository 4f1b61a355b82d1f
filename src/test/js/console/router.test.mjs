import assert from "node:assert/strict";
import test from "node:test";
import { match, to } from "../../../main/resources/web/app/shell/router.js";
import { ROUTES } from "../../../main/resources/web/app/shell/routes.js";

const found = (pathname) => {
  const { route, params } = match(ROUTES, pathname) ?? {};
  return route && [route.tag, params];
};

test("an address leads to its page", () => {
  assert.deepEqual(found("/console/groups"), ["sd-groups", {}]);
  assert.deepEqual(found("/console/groups/analysts"), ["sd-group", { id: "analysts" }]);
  assert.deepEqual(found("/console/groups/analysts/members"), ["sd-group", { id: "analysts", tab: "members" }]);
});

test("a page is not taken for the one that has more parts, nor the other way round", () => {
  assert.deepEqual(found("/console/integrations/a/models"), ["sd-integration", { name: "a", tab: "models" }]);
  assert.deepEqual(found("/console/integrations/a/models/m"), ["sd-model", { name: "a", model: "m" }]);
  assert.deepEqual(found("/console/integrations/a/models/m/usage"), ["sd-model", { name: "a", model: "m", tab: "usage" }]);
});

test("a slash at the end changes nothing", () => {
  assert.deepEqual(found("/console/groups/"), ["sd-groups", {}]);
});

test("what has no page leads nowhere", () => {
  for (const path of ["/console", "/console/", "/console/nowhere", "/console/groups/a/members/more", "/console/usage/a"]) {
    assert.equal(found(path), undefined, path);
  }
});

test("every page can be reached: no other one stands in its way", () => {
  for (const route of ROUTES) {
    const whole = `/console${route.path.replaceAll(/:(\w+)\??/g, "the-$1")}`;
    const least = whole.replaceAll("/the-tab", "");
    assert.deepEqual([match(ROUTES, whole).route, match(ROUTES, least).route], [route, route], route.path);
  }
});

test("names come back from an address as they went into it", () => {
  for (const name of ["a/b", "a b", "100%", "%2F", "a?b#c", "ann@example.org", "gpt-4.1", "é€😀", "a:b", "\\", "'\"<x>", "+"]) {
    const address = new URL(to`/integrations/${name}/models/${name}/usage`, "http://localhost").pathname;
    assert.deepEqual(found(address), ["sd-model", { name, model: name, tab: "usage" }], name);
  }
});

test("a name that is wrongly encoded is taken as it stands", () => {
  assert.deepEqual(found("/console/groups/100%"), ["sd-group", { id: "100%" }]);
});
