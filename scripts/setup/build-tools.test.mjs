import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findBuildTools, hasNewTool, missingTools } from "./build-tools.mjs";
import { fillFolder } from "./library-cache.mjs";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-build-tools-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ending = process.platform === "win32" ? ".exe" : "";
const bin = (...names) => {
  const path = mkdtempSync(join(folder, "bin-"));
  for (const name of names) writeFileSync(join(path, name + ending), "");
  return path;
};
const absent = join(folder, "absent");

test("an empty PATH has no tools", () => {
  const nothing = { python: false, compiler: false, make: false, library: false };
  expect(findBuildTools({ PATH: "" }, absent)).toEqual(nothing);
  expect(findBuildTools({}, absent)).toEqual(nothing);
});

test("tools are found in every folder of the PATH", () => {
  const PATH = [bin("ls"), bin("python3"), bin("clang++", "make")].join(delimiter);
  expect(findBuildTools({ PATH }, absent)).toMatchObject({
    python: true,
    compiler: true,
    make: true,
  });
});

test("a cached library counts only when it is complete", async () => {
  const library = join(folder, "cache", "tensorflow");
  mkdirSync(library, { recursive: true });
  expect(findBuildTools({ PATH: "" }, library).library).toBe(false);
  await fillFolder(library, async (draft) => writeFileSync(join(draft, "lib.so"), "complete"));
  expect(findBuildTools({ PATH: "" }, library).library).toBe(true);
});

test("a tool that was missing before is new; one that went missing is not", () => {
  const before = { python: false, compiler: true };
  expect(hasNewTool({ python: true, compiler: true }, before)).toBe(true);
  expect(hasNewTool({ python: false, compiler: true }, before)).toBe(false);
  expect(hasNewTool({ python: false, compiler: false }, before)).toBe(false);
  expect(hasNewTool({ python: true, compiler: true }, undefined)).toBe(true);
});

test("only the tools that are missing are named", () => {
  const all = { python: true, compiler: true, make: true, library: false };
  expect(missingTools(all)).toBeUndefined();
  expect(missingTools({ ...all, make: false })).toBe("make");
  expect(missingTools({ ...all, python: false, compiler: false })).toBe(
    "Python 3 and a C++ compiler",
  );
});
