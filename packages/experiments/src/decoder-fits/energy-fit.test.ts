import { decode, fit as fitted, rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import { energyFit } from "./energy-fit.ts";

const backend = await loadBackend();
const rows = 2000;
/** x₁ is uniform on [0.2, 0.6], and x₂ = 1 − x₁. */
const data = new Float32Array(2 * rows);
rng(3)
  .uniforms(rows)
  .forEach((u, n) => {
    data[2 * n] = 0.2 + 0.4 * u;
    data[2 * n + 1] = 0.8 - 0.4 * u;
  });

test("a decoder fitted by the energy distance gives rows that are distributed as the data", async () => {
  const trained = await fitted(
    energyFit({ dataSize: 2, latentSize: 1, hidden: [16], learningRate: 0.01 }),
    data,
    {
      ...{ epochs: 20, batchSize: 100, seed: 4 },
      steps: (...args) => chooseSteps(backend, ...args).steps,
    },
  );
  const found = decode(trained, rng(6).normals(4000));
  trained.dispose();
  const first = Array.from({ length: 4000 }, (_, n) => found[2 * n] as number).sort(
    (a, b) => a - b,
  );
  // Quantiles of a uniform distribution on [0.2, 0.6]
  for (const p of [0.1, 0.25, 0.5, 0.75, 0.9])
    expect(Math.abs((first[4000 * p] as number) - (0.2 + 0.4 * p)), `${p}`).toBeLessThan(0.02);
  const off = Array.from({ length: 4000 }, (_, n) =>
    Math.abs((found[2 * n] as number) + (found[2 * n + 1] as number) - 1),
  );
  expect(off.reduce((a, b) => a + b, 0) / 4000).toBeLessThan(0.02);
});
