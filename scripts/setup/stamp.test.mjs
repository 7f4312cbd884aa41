import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sizesMatch, sizesOf } from "./stamp.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stamp-"));
  writeFileSync(join(folder, "library"), "0123456789");
  symlinkSync(join(folder, "library"), join(folder, "link"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("sizes match while nothing changes, also through links", () => {
  const sizes = sizesOf(folder, ["library", "link"]);
  expect(sizes).toEqual({ library: 10, link: 10 });
  expect(sizesMatch(folder, sizes)).toBe(true);
});

test("sizes do not match a dangling link, which a deleted cache leaves", () => {
  const sizes = sizesOf(folder, ["link"]);
  rmSync(join(folder, "library"));
  expect(sizesMatch(folder, sizes)).toBe(false);
});

test("sizes do not match a file of another size", () => {
  const sizes = sizesOf(folder, ["link"]);
  writeFileSync(join(folder, "library"), "0123");
  expect(sizesMatch(folder, sizes)).toBe(false);
});
