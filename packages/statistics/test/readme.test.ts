import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the example of the README runs and prints what it says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-example.ts", import.meta.url);
  writeFileSync(file, example);
  try {
    const { mean, interval, ofMedian } = await import(file.pathname);
    expect(mean).toBeCloseTo(-104.16, 12);
    // scipy.stats.t.interval(.95, 4, loc=-104.16, scale=scipy.stats.sem(elbo))
    expect(interval[0]).toBeCloseTo(-105.05795, 4);
    expect(interval[1]).toBeCloseTo(-103.26205, 4);
    expect(ofMedian[0]).toBeLessThan(ofMedian[1]);
  } finally {
    rmSync(file);
  }
});
