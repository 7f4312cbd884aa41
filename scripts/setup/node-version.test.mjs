import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isTestedNode, requireNode, supportsNode, testedNode } from "./node-version.mjs";
import { root } from "./paths.mjs";

test.each(["20.19.0", "20.20.2", "22.12.0", "22.23.5", "24.21.0", "26.10.0", "28.0.0"])(
  "Node %s is supported",
  (version) => {
    expect(supportsNode(version)).toBe(true);
  },
);

test.each(["16.20.2", "18.20.8", "20.18.3", "21.7.3", "22.11.0"])(
  "Node %s is not supported",
  (version) => {
    expect(supportsNode(version)).toBe(false);
  },
);

test("the message gives the version, the rule and the remedy", () => {
  expect(() => requireNode("18.20.8")).toThrow(
    "cannot run on Node.js 18.20.8: vae-lab needs 20.19 or a later 20, 22.12 or later; install Node.js 24",
  );
});

test("releases that nobody has tested are supported, but not called tested", () => {
  expect(isTestedNode("24.21.0")).toBe(true);
  expect(isTestedNode("23.11.0")).toBe(false);
  expect(isTestedNode("28.0.0")).toBe(false);
  expect(isTestedNode("22.11.0")).toBe(false);
});

test(".nvmrc names a tested release, and package.json asks for the versions that are supported", () => {
  expect(testedNode).toContain(Number(readFileSync(join(root, ".nvmrc"), "utf8")));
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(engines.node).toBe("^20.19.0 || >=22.12.0");
});
