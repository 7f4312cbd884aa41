import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fillFolder } from "./library-cache.mjs";
import { hasMore, meansOf } from "./means.mjs";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-means-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ending = process.platform === "win32" ? ".exe" : "";
const bin = (...names) => {
  const path = mkdtempSync(join(folder, "bin-"));
  for (const name of names) writeFileSync(join(path, name + ending), "");
  return path;
};
const absent = join(folder, "absent");

test("an empty PATH has nothing", () => {
  const nothing = { python: false, compiler: false, make: false, library: false };
  expect(meansOf({ PATH: "" }, absent)).toEqual(nothing);
  expect(meansOf({}, absent)).toEqual(nothing);
});

test("programs are found wherever the PATH leads", () => {
  const PATH = [bin("ls"), bin("python3"), bin("clang++", "make")].join(
    process.platform === "win32" ? ";" : ":",
  );
  expect(meansOf({ PATH }, absent)).toMatchObject({ python: true, compiler: true, make: true });
});

test("a kept library counts only whole", async () => {
  const library = join(folder, "cache", "tensorflow");
  mkdirSync(library, { recursive: true });
  expect(meansOf({ PATH: "" }, library).library).toBe(false);
  await fillFolder(library, async (draft) => writeFileSync(join(draft, "lib.so"), "whole"));
  expect(meansOf({ PATH: "" }, library).library).toBe(true);
});

test("more is what came, not what went", () => {
  const before = { python: false, compiler: true };
  expect(hasMore({ python: true, compiler: true }, before)).toBe(true);
  expect(hasMore({ python: false, compiler: true }, before)).toBe(false);
  expect(hasMore({ python: false, compiler: false }, before)).toBe(false);
  expect(hasMore({ python: true, compiler: true }, undefined)).toBe(true);
});
