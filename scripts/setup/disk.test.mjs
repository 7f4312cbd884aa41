import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freeBytes, shortage } from "./disk.mjs";

test("room is measured for a folder that is not made yet", () => {
  expect(freeBytes(join(tmpdir(), "not/made/yet"))).toBeGreaterThan(0);
});

test("a shortage says what must be free, what is, and what is missing", () => {
  expect(shortage("/cache", 1.2e9, 0.5e9)).toBe(
    "1.2 GB must be free in /cache, got 0.5 GB: 0.7 GB are missing",
  );
  expect(shortage("/cache", 1.2e9, 1.2e9)).toBeUndefined();
});
