import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bytesIn } from "./bytes-in.mjs";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("bytes of all files below a folder are counted, and a folder that is gone has none", () => {
  mkdirSync(join(folder, "a/b"), { recursive: true });
  writeFileSync(join(folder, "one"), "12345");
  writeFileSync(join(folder, "a/b/two"), "123");
  expect(bytesIn(folder)).toBe(8);
  symlinkSync(join(folder, "gone"), join(folder, "link"));
  expect(bytesIn(folder)).toBeGreaterThan(8); // a link has the bytes of its own path
  expect(bytesIn(join(folder, "gone"))).toBe(0);
});
