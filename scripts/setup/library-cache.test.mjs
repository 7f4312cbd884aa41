import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillFolder, isComplete } from "./library-cache.mjs";

let cache;
let folder;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "cache-"));
  folder = join(cache, "library");
});
afterEach(() => rmSync(cache, { recursive: true }));

const fill = async (draft) => {
  mkdirSync(join(draft, "include/c"), { recursive: true });
  writeFileSync(join(draft, "lib.so"), "0123456789");
  writeFileSync(join(draft, "include/c/api.h"), "int x;");
};

test("a filled folder is complete", async () => {
  await fillFolder(folder, fill);
  expect(isComplete(folder)).toBe(true);
  expect(readFileSync(join(folder, "lib.so"), "utf8")).toBe("0123456789");
});

test("a folder with a missing, truncated or longer file is not complete", async () => {
  await fillFolder(folder, fill);
  rmSync(join(folder, "include/c/api.h"));
  expect(isComplete(folder)).toBe(false);
  await fillFolder(folder, fill);
  writeFileSync(join(folder, "lib.so"), "01234");
  expect(isComplete(folder)).toBe(false);
  await fillFolder(folder, fill);
  appendFileSync(join(folder, "lib.so"), "more");
  expect(isComplete(folder)).toBe(false);
});

test("no folder, one without a manifest and one with a truncated manifest are not complete", async () => {
  expect(isComplete(folder)).toBe(false);
  await fillFolder(folder, fill);
  writeFileSync(join(folder, "manifest.json"), '{ "files": {');
  expect(isComplete(folder)).toBe(false);
  rmSync(join(folder, "manifest.json"));
  expect(isComplete(folder)).toBe(false);
});

test("a failed fill changes nothing and leaves no files", async () => {
  const failing = async (draft) => {
    writeFileSync(join(draft, "lib.so"), "half");
    throw new Error("the network went away");
  };
  await expect(fillFolder(folder, failing)).rejects.toThrow("the network went away");
  expect(existsSync(folder)).toBe(false);
  await fillFolder(folder, fill);
  await expect(fillFolder(folder, failing)).rejects.toThrow("the network went away");
  expect(isComplete(folder)).toBe(true);
  expect(readdirSync(cache)).toEqual(["library"]);
});

test("what an interrupted fill left is removed", async () => {
  mkdirSync(join(cache, "unfinished-1/parcel"), { recursive: true });
  await fillFolder(folder, fill);
  expect(readdirSync(cache)).toEqual(["library"]);
});
