import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { publishedPackages } from "./published-packages.mjs";
import { reflect } from "./reflect.mjs";
import { undocumented } from "./undocumented.mjs";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-undocumented-"));
afterAll(() => rmSync(folder, { recursive: true }));

const source = `
/** Adds. */
export const add = (a: number, b: number): number => a + b;
export const subtract = (a: number, b: number): number => a - b;
/** Divides. */
export const divide = (a: number, b: number): number => {
  if (b === 0) throw new Error("cannot divide by 0");
  return a / b;
};
/** The root. @throws for a negative number */
export function root(a: number): number {
  if (a < 0) throw new Error("cannot take the root");
  return Math.sqrt(a);
}
export interface Options { readonly a: number }
/** A pair. */
export type Pair = [number, number];
`;

test("exports without a docstring, and functions that throw without @throws, are listed", async () => {
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src/index.ts"), source);
  writeFileSync(join(folder, "README.md"), "# A package");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "a", exports: { ".": { "@vae-lab/source": "./src/index.ts" } } }),
  );
  writeFileSync(
    join(folder, "tsconfig.build.json"),
    JSON.stringify({
      compilerOptions: { strict: true, types: [], rootDir: "src", outDir: "dist" },
    }),
  );
  const { project } = await reflect(folder, { validation: false });
  expect(undocumented(project).toSorted()).toEqual([
    "index.ts:15 Options: no docstring",
    "index.ts:4 subtract: no docstring",
    "index.ts:6 divide: throws, but has no @throws",
  ]);
}, 60_000);

const named = publishedPackages.map((path) => [basename(path), path]);

test.each(named)(
  "%s documents every export",
  async (_, path) => {
    const { project } = await reflect(path, { validation: false });
    expect(undocumented(project)).toEqual([]);
  },
  120_000,
);
