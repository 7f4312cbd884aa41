import { expect, test } from "vitest";
import { requireNode, supportsNode } from "./node-version.mjs";

test.each(["20.19.0", "20.20.2", "21.7.3", "22.0.0", "22.21.1"])("Node %s is taken", (version) => {
  expect(supportsNode(version)).toBe(true);
});

test.each(["16.20.2", "18.20.8", "20.18.3", "23.0.0", "24.1.0"])(
  "Node %s is refused",
  (version) => {
    expect(supportsNode(version)).toBe(false);
  },
);

test("the refusal holds the rule, the value and the remedy", () => {
  expect(() => requireNode("18.20.8")).toThrow(
    "Node.js must be ≥ 20.19 and < 23, got 18.20.8: install Node.js 20 or 22",
  );
});
