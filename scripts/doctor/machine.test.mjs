import { expect, test } from "vitest";
import { checkNode } from "./machine.mjs";

test.each([
  ["24.21.0", "ok"],
  ["25.1.0", "note"],
  ["18.20.8", "problem"],
])("Node %s is reported as %s", (version, state) => {
  expect(checkNode(version)).toMatchObject({ state, value: expect.stringContaining(version) });
});
