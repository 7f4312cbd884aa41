import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example of the README runs and learns", async () => {
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, `${code}\nexport { loss, centre, corner };\n`);
  try {
    const { loss, centre, corner } = await import(file.href);
    expect(loss).toHaveLength(500);
    expect(loss[499]).toBeLessThan(0.3 * loss[0]);
    expect([centre, corner]).toEqual([1, 0]);
  } finally {
    rmSync(file);
  }
});
