import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sizesHold, sizesOf } from "./stamp.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stamp-"));
  writeFileSync(join(folder, "library"), "0123456789");
  symlinkSync(join(folder, "library"), join(folder, "link"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("sizes hold while nothing changes, through links too", () => {
  const sizes = sizesOf(folder, ["library", "link"]);
  expect(sizes).toEqual({ library: 10, link: 10 });
  expect(sizesHold(folder, sizes)).toBe(true);
});

test("a link to nothing, as a deleted cache leaves, breaks them", () => {
  const sizes = sizesOf(folder, ["link"]);
  rmSync(join(folder, "library"));
  expect(sizesHold(folder, sizes)).toBe(false);
});

test("another size breaks them", () => {
  const sizes = sizesOf(folder, ["link"]);
  writeFileSync(join(folder, "library"), "0123");
  expect(sizesHold(folder, sizes)).toBe(false);
});
