import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example of the README runs and learns", async () => {
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, `${code}\nexport { loss, slope };\n`);
  try {
    const { loss, slope } = await import(file.href);
    expect(loss).toHaveLength(100);
    expect(loss[99]).toBeLessThan(0.01 * loss[0]);
    expect(Math.abs(slope - 3)).toBeLessThan(0.1);
  } finally {
    rmSync(file);
  }
});
