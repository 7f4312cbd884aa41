import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the example of the README runs and names the candidates", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, example);
  try {
    const { text }: { text: string } = await import(fileURLToPath(file));
    expect(text).toContain("Keras example");
    expect(text).toMatch(/\| compiled, 1 step a call +\|/);
  } finally {
    rmSync(file);
  }
});
