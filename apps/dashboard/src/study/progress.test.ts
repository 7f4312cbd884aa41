import { expect, test } from "vitest";
import type { RunRecord } from "../sources/run-source.ts";
import { stepsPerEpoch } from "./progress.ts";

const run = (params: Record<string, string>, step: number, epoch: number, endTime?: number) =>
  ({
    params: new Map(Object.entries({ batchSize: "50", epochs: "20", ...params })),
    metrics: new Map([
      ["train/loss", { step, value: 1 }],
      ["test/elbo", { step: epoch, value: 1 }],
    ]),
    endTime,
  }) as unknown as RunRecord;

test("the steps per epoch of data of one's own are those of a run that did all its epochs", () => {
  const own = { "dataset.name": "table" };
  expect(stepsPerEpoch(run(own, 440, 20, 1))).toBe(22);
  expect(stepsPerEpoch(run(own, 440, 20))).toBeUndefined();
  expect(stepsPerEpoch(run(own, 220, 10, 1))).toBeUndefined();
  expect(stepsPerEpoch(run({ "dataset.name": "mnist" }, 10, 1))).toBe(1200);
});
