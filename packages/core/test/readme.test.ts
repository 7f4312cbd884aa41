import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example of the README runs", async () => {
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, `${code}\nexport { drawn, mean, rate, reconstruction };\n`);
  try {
    const shown = await import(file.href);
    expect(shown.mean).toHaveLength(400);
    expect(shown.rate).toHaveLength(200);
    expect(Math.max(...shown.reconstruction)).toBeLessThan(0);
    expect(shown.drawn).toHaveLength(144);
  } finally {
    rmSync(file);
  }
});
