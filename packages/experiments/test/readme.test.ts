import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";

test("the README's example runs and prints an ELBO for each epoch", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const file = new URL(`./readme-example-${process.pid}.ts`, import.meta.url);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await writeFile(file, example);
  try {
    await import(file.href);
    expect(log.mock.calls).toEqual([
      [1, expect.any(Number)],
      [2, expect.any(Number)],
    ]);
    expect(log.mock.calls[1]?.[1]).toBeGreaterThan(log.mock.calls[0]?.[1]);
  } finally {
    log.mockRestore();
    await rm(file);
  }
});
