import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the example of the README runs", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  // Its imports are relative to the README.
  const file = new URL("../readme-example.ts", import.meta.url);
  writeFileSync(file, example);
  try {
    const { names }: { names: string[] } = await import(file.pathname);
    expect(names.slice(0, 3)).toEqual(
      [4, 16, 64].map((beta) => `reverse-kl · β ${beta} · pathwise`),
    );
  } finally {
    rmSync(file);
  }
});
