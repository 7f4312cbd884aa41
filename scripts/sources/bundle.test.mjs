import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../setup/paths.mjs";
import { bundle } from "./bundle.mjs";

const cache = mkdtempSync(join(tmpdir(), "vae-lab-bundle-"));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(root, "scripts", "bundle-test-"));
});
afterAll(() => {
  for (const one of [cache, folder]) rmSync(one, { recursive: true });
});
const at = (name) => join(folder, name);

/** What a program prints that imports a bundled file and prints an expression of its exports. */
const printed = async (file, expression) => {
  const url = JSON.stringify(pathToFileURL(await bundle(file, cache)).href);
  const program = `const it = await import(${url}); console.log(${expression});`;
  const { TF_ENABLE_ONEDNN_OPTS: _, ...env } = process.env;
  const args = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout.trim();
};

test("a file is built once, and again when a file that it imports has changed", async () => {
  writeFileSync(at("main.ts"), 'export { value } from "./part.ts";');
  writeFileSync(at("part.ts"), "export const value: number = 1;");
  const first = await bundle(at("main.ts"), cache);
  expect(await bundle(at("main.ts"), cache)).toBe(first);
  expect(await printed(at("main.ts"), "it.value")).toBe("1");
  writeFileSync(at("part.ts"), "export const value: number = 23;");
  expect(await bundle(at("main.ts"), cache)).not.toBe(first);
  expect(await printed(at("main.ts"), "it.value")).toBe("23");
});

test("a source knows its own place, and its package is the one that other code imports", async () => {
  writeFileSync(
    at("place.ts"),
    'import * as tf from "@tensorflow/tfjs"; export const scalar = tf.scalar; export const places = [import.meta.url, import.meta.dirname];',
  );
  expect(JSON.parse(await printed(at("place.ts"), "JSON.stringify(it.places)"))).toEqual([
    pathToFileURL(at("place.ts")).href,
    folder,
  ]);
  const same = '(await import("@tensorflow/tfjs")).scalar === it.scalar';
  expect(await printed(at("place.ts"), same)).toBe("true");
});

test("a CommonJS package has its names, imported at once or later", async () => {
  writeFileSync(
    at("names.ts"),
    'import * as tf from "@tensorflow/tfjs"; import { scalar } from "@tensorflow/tfjs"; export const later = async () => (await import("@tensorflow/tfjs")).scalar === scalar && tf.scalar === scalar;',
  );
  expect(await printed(at("names.ts"), "await it.later()")).toBe("true");
});

test("TensorFlow is loaded after the settings that it reads while it loads", async () => {
  const file = join(root, "packages/tfjs-jit/src/tfjs-node.ts");
  expect(await printed(file, "it.oneDnn")).toBe("off");
});

test("the last twenty builds of a file are kept", async () => {
  writeFileSync(at("often.ts"), "export const value = 0;");
  for (let i = 1; i <= 22; i++) {
    writeFileSync(at("often.ts"), `export const value = "${"x".repeat(i)}";`);
    await bundle(at("often.ts"), cache);
  }
  const [name] = readdirSync(cache)
    .map((one) => join(cache, one))
    .filter((one) => readdirSync(one).length > 20);
  const builds = readdirSync(name).filter((one) => /^\d+-\d+$/.test(one));
  expect(builds).toHaveLength(20);
  expect(await printed(at("often.ts"), "it.value.length")).toBe("22");
});

test("an error in a source is named with its file and line", async () => {
  writeFileSync(at("broken.ts"), "const a = ;\n");
  await expect(bundle(at("broken.ts"), cache)).rejects.toThrow(/broken\.ts:1:10/);
});
