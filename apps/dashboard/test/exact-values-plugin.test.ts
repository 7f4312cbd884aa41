import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withoutExactValues } from "../exact-values-plugin.ts";

const folder = join(import.meta.dirname, "../../../packages/experiments/src/studies");
const transform = withoutExactValues().transform as unknown as (
  code: string,
  id: string,
) => { readonly code: string } | undefined;

test("no study imports what computes its exact values in the page", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const codes = files.map((name) => readFileSync(join(folder, name), "utf8"));
  expect(codes.filter((code) => /\bimport\(/.test(code)).length).toBeGreaterThan(0);
  for (const [index, name] of files.entries())
    expect(transform(codes[index] ?? "", join(folder, name))?.code, name).not.toMatch(/\bimport\(/);
});

test("other files keep their imports", () => {
  expect(transform('import("./a.ts")', "/packages/experiments/src/reports/index.ts")).toBe(
    undefined,
  );
});
