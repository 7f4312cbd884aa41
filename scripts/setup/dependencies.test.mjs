import { expect, test } from "vitest";
import { missingPackages } from "./dependencies.mjs";

const locked = {
  packages: {
    "": { name: "root" },
    "packages/core": { version: "0.1.0" },
    "node_modules/@vae-lab/core": { resolved: "packages/core", link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
    "node_modules/only-elsewhere": { version: "1.0.0", optional: true },
  },
};
const installed = (changes = {}) => ({
  packages: {
    "node_modules/@vae-lab/core": { resolved: "packages/core", link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
    ...changes,
  },
});
const all = () => true;

test("a complete install misses nothing; packages of other platforms do not count", () => {
  expect(missingPackages(locked, installed(), all)).toEqual([]);
});

test("without the list that npm writes last, everything is missing", () => {
  expect(missingPackages(locked, undefined, all)).toEqual(["everything"]);
});

test("another version, an absent package and a deleted folder each count as missing", () => {
  const b = "node_modules/a/node_modules/b";
  expect(missingPackages(locked, installed({ [b]: { version: "1.9.0" } }), all)).toEqual([b]);
  expect(missingPackages(locked, installed({ [b]: undefined }), all)).toEqual([b]);
  expect(missingPackages(locked, installed(), (path) => path !== b)).toEqual([b]);
});
