import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfigFile } from "./config-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-json-"));
});
afterAll(() => rm(folder, { recursive: true }));

const readingOf = async (content: string | Uint8Array, name = "file.json"): Promise<unknown> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return (await readConfigFile(path)).value;
};

const text = '{"name":"β"}';

test.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a byte-order mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16 with a byte-order mark", Buffer.from(`\ufeff${text}`, "utf16le")],
])("JSON in %s is read", async (_, bytes) => {
  expect(await readingOf(bytes)).toEqual({ name: "β" });
});

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("a value nested 50,000 levels deep is refused, and one of 50 levels is read", async () => {
  await expect(readingOf(nested(50_000))).rejects.toThrow("nested more than 100 levels deep");
  expect(JSON.stringify(await readingOf(nested(50)))).toBe(nested(50));
});

test.each([
  ["no JSON", "{ no", "JSON"],
  ["nothing", "", "Unexpected end of JSON input"],
  ["a key that JavaScript gives another meaning", '{"vary":{"__proto__":[1]}}', '"__proto__"'],
  ["bytes that are no text", Buffer.from([0x22, 0xc3, 0x28, 0x22]), "not valid for encoding utf-8"],
])("a file with %s is refused by its name and the reason", async (_, content, why) => {
  await expect(readingOf(content)).rejects.toThrow(`cannot read ${join(folder, "file.json")}`);
  await expect(readingOf(content)).rejects.toThrow(why);
});

test("a missing file and a folder are refused", async () => {
  await expect(readConfigFile(join(folder, "none"))).rejects.toThrow("ENOENT");
  await expect(readConfigFile(folder)).rejects.toThrow("EISDIR");
});

test("a file that never ends is refused", async () => {
  await expect(readingOf(" ".repeat(17 * 1024 * 1024))).rejects.toThrow("more than 16 MiB");
});

const yaml = `# betas of a small model
name: betas
base: &small
  model: { latent: 2 }
  epochs: 3
vary:
  objective.beta: [1, 4]
`;

test("YAML and a module are read as JSON is", async () => {
  const value = {
    name: "betas",
    base: { model: { latent: 2 }, epochs: 3 },
    vary: { "objective.beta": [1, 4] },
  };
  expect(await readingOf(yaml, "file.yaml")).toEqual(value);
  expect(await readingOf(yaml, "file.YML")).toEqual(value);
  const module = `export default ${JSON.stringify(value)};`;
  expect(await readingOf(module, "file.mjs")).toEqual(value);
});

test.each([
  ["file.yaml", "a: [1, 2\nb: 3\n", "cannot read .*file.yaml as YAML: .* at line 2, column 1"],
  ["file.yaml", "a: 1\na: 2\n", "Map keys must be unique at line 2, column 1"],
  ["file.yaml", 'vary: { "__proto__": [1] }', 'it has the key "__proto__"'],
  [
    "file.yaml",
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[..."bcdefgh"].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[index]}`)}]`).join("\n")}\n`,
    "Excessive alias count",
  ],
  ["empty.mjs", "export const a = 1;", "as JavaScript: it has no default export"],
])("%s with %j is refused", async (name, content, why) => {
  await expect(readingOf(content, name)).rejects.toThrow(new RegExp(why));
});

test.each([
  ['vary has no key "objective.beta"; did you mean', 7],
  ["objective.beta must be ≥ 0, got -1", 7],
  ["model.latent must be a whole number ≥ 1, got 0", 4],
  ["epochs must be a whole number ≥ 1, got 0", 5],
  ["optimizer.learningRate must be a number > 0", undefined],
])("the line of %j is %s", async (message, line) => {
  const path = join(folder, "lines.yaml");
  await writeFile(path, yaml);
  expect((await readConfigFile(path)).lineOf(message)).toBe(line);
});
