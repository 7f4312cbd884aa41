import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ModelName } from "../models/model-spec.ts";
import type { StepReport } from "../step/bench-step.ts";
import { mergeIntoFile, quickParts, readBenchFile } from "./bench-file.ts";
import { performanceText } from "./performance.ts";

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-bench-file-"));
  file = join(folder, "bench.json");
});
afterEach(() => rm(folder, { recursive: true }));

const step = (model: ModelName, median: number): StepReport => {
  const times = { median, p10: median, p90: median };
  const ratio = { ratio: 0.61, low: 0.6, high: 0.62 };
  return {
    rounds: 25,
    models: [
      {
        ...{ model, title: `the ${model}`, load: 1 },
        results: [
          {
            name: "compiled",
            versions: { A: "1" },
            ...{ samples: 25, stepsPerSample: 16 },
            wall: times,
            cpu: times,
            loss: 99,
            peakBytes: 2 ** 20,
          },
          { name: "JAX", failure: "no such module" },
        ],
        claims: [
          { of: "compiled", to: "PyTorch", atMost: 0.65, wall: ratio, cpu: ratio, isReached: true },
        ],
      },
    ],
  };
};

test("new measurements replace those of the same part and model, the others stay", async () => {
  await mergeIntoFile(file, { step: step("keras", 5) });
  await mergeIntoFile(file, { step: step("essay", 3) });
  await mergeIntoFile(file, { step: step("keras", 4), scale: { axes: [], load: 1 } });
  const { parts } = await readBenchFile(file);
  const medians = parts.step?.models.map(({ model, results: [first] }) => [
    model,
    first !== undefined && "wall" in first ? first.wall.median : undefined,
  ]);
  expect(medians).toEqual([
    ["essay", 3],
    ["keras", 4],
  ]);
  expect(parts.scale).toBeDefined();
});

test("a file of another machine or of another format is refused", async () => {
  await mergeIntoFile(file, { step: step("essay", 3) });
  const other = (await readFile(file, "utf8")).replace(/"cpu": "[^"]*"/, '"cpu": "an abacus"');
  await writeFile(file, other);
  await expect(mergeIntoFile(file, { step: step("essay", 2) })).rejects.toThrow("an abacus");
  expect(await readFile(file, "utf8")).toBe(other);
  await writeFile(file, "{}");
  await expect(readBenchFile(file)).rejects.toThrow("it is not a file of vae-lab bench");
});

test("a quick run is marked, judges nothing and never replaces a measurement", async () => {
  const [model] = step("essay", 3).models;
  const look: StepReport = { rounds: 2, models: model ? [{ ...model, isQuick: true }] : [] };
  const looked = await mergeIntoFile(file, { step: look });
  expect(quickParts(looked)).toEqual(["step of essay"]);
  expect(performanceText(looked)).toContain("these numbers measure nothing");
  expect(performanceText(looked)).not.toContain("✓");
  expect(quickParts(await mergeIntoFile(file, { step: step("essay", 3) }))).toEqual([]);
  await expect(mergeIntoFile(file, { step: look })).rejects.toThrow(
    "cannot replace a measurement by a quick run",
  );
  expect(performanceText(await readBenchFile(file))).toContain("≤ 0.65 ✓");
});

test.each([
  ["not JSON", "{", "it is not a file of vae-lab bench (Expected property name"],
  ["null", "null", "it is not a file of vae-lab bench"],
  ["without a machine", '{"format":1,"machine":{},"parts":{}}', "machine.cpu"],
])("a file that is %s is refused before anything is measured", async (_, content, reason) => {
  await writeFile(file, content);
  await expect(mergeIntoFile(file, {})).rejects.toThrow(reason);
  expect(await readFile(file, "utf8")).toBe(content);
});

test("a file that cannot be written is an error before anything is measured", async () => {
  await expect(mergeIntoFile(folder, {})).rejects.toThrow("EISDIR");
  await expect(mergeIntoFile(join(folder, "no", "bench.json"), {})).rejects.toThrow(
    "cannot write the measurements",
  );
});

test("the page has the machine, the targets and the failures, and no host name or path", async () => {
  const text = performanceText(await mergeIntoFile(file, { step: step("essay", 3) }));
  expect(text).toMatch(/cores, \d+ GB memory/);
  expect(text).toContain("≤ 0.65 ✓");
  expect(text).toContain("JAX failed: no such module");
  expect(text).not.toContain(folder);
});
