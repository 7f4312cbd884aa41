import * as tf from "@tensorflow/tfjs";
import { loadBackend } from "@vae-lab/experiments/backend";
import { expect, test } from "vitest";
import type { JudgedEstimate } from "./judged-estimate.ts";
import { trueAnswers } from "./true-answers.ts";

const backend = await loadBackend();

test.runIf(backend.name === "tensorflow")(
  "on a trained model with two units all estimates agree with log p(x) by quadrature",
  async () => {
    const before = tf.memory().numTensors;
    const told: unknown[] = [];
    const { estimates, stages, holds } = await trueAnswers({
      backend,
      trainSize: 2000,
      testSize: 80,
      epochs: 4,
      hidden: [40],
      ladder: [1, 5, 50, 200],
      spacing: 0.12,
      annealed: { rows: 10, temperatures: 50 },
      splitRows: 30,
      onProgress: (progress) => told.push(progress),
    });
    expect(estimates.filter((claim) => !claim.holds)).toEqual([]);
    expect(holds).toBe(true);
    expect(told).toHaveLength(estimates.length + stages.length);
    const of = (name: string) => estimates.find((claim) => claim.name === name) as JudgedEstimate;
    // The test could fail: the bounds differ from log p(x) by far more than their errors
    const bound = of("ELBO");
    expect(bound.deviation).toBeLessThan(-20);
    expect(of("IWAE-200").estimate).toBeGreaterThan(bound.estimate);
    expect(bound.truthError).toBeLessThan(0.05);
    expect(of("AIS").standardError).toBeLessThan(0.3);
    expect(tf.memory().numTensors).toBe(before);
  },
);
