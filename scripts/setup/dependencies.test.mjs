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
const allThere = () => true;

test("an install to the lock file misses nothing, whatever belongs to other platforms", () => {
  expect(missingPackages(locked, installed(), allThere)).toEqual([]);
});

test("without npm's own list, which it writes last, everything is missing", () => {
  expect(missingPackages(locked, undefined, allThere)).toEqual(["everything"]);
});

test("another version, an absent package and a deleted folder are each told", () => {
  const b = "node_modules/a/node_modules/b";
  expect(missingPackages(locked, installed({ [b]: { version: "1.9.0" } }), allThere)).toEqual([b]);
  expect(missingPackages(locked, installed({ [b]: undefined }), allThere)).toEqual([b]);
  expect(missingPackages(locked, installed(), (path) => path !== b)).toEqual([b]);
});
