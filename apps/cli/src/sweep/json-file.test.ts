import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readJsonFile } from "./json-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-json-"));
});
afterAll(() => rm(folder, { recursive: true }));

const readingOf = async (content: string | Uint8Array): Promise<unknown> => {
  const path = join(folder, "file.json");
  await writeFile(path, content);
  return readJsonFile(path);
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
  await expect(readJsonFile(join(folder, "none"))).rejects.toThrow("ENOENT");
  await expect(readJsonFile(folder)).rejects.toThrow("EISDIR");
});

test("a file that never ends is refused", async () => {
  await expect(readingOf(" ".repeat(17 * 1024 * 1024))).rejects.toThrow("more than 16 MiB");
});
