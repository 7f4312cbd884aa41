import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the example of the README runs and makes a PNG", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, example);
  try {
    const { png }: { png: Uint8Array } = await import(fileURLToPath(file));
    expect([...png.slice(1, 4)]).toEqual([...Buffer.from("PNG")]);
  } finally {
    rmSync(file);
  }
});
