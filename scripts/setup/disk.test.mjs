import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freeBytes, shortage } from "./disk.mjs";

test("free space is measured for a folder that does not exist yet", () => {
  expect(freeBytes(join(tmpdir(), "not/made/yet"))).toBeGreaterThan(0);
});

test("a shortage gives the free, the needed and the missing space", () => {
  expect(shortage("/cache", 1.2e9, 0.5e9)).toBe(
    "/cache has 0.5 GB free, 1.2 GB needed; free 0.7 GB",
  );
  expect(shortage("/cache", 1.2e9, 1.2e9)).toBeUndefined();
});
