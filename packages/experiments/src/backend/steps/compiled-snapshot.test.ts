import { elbo, recipes, rng, type Trainable, type TrainingOptions, train } from "@vae-lab/core";
import { sgd } from "@vae-lab/core/optimizers";
import { targetRate } from "@vae-lab/core/schedules";
import { eagerSteps, lagging, type MakeSteps, type Snapshot } from "@vae-lab/core/training";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../native.ts";
import { compiledSteps } from "./compiled-steps.ts";

const { name: backend } = await loadBackend();
const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);
const options = { epochs: 4, batchSize: 2, seed: 3 };
const essay = recipes.essayVae(sizes);

const run = async (trainable: Trainable, steps: MakeSteps, more: Partial<TrainingOptions> = {}) => {
  const losses: number[] = [];
  const snapshots: Snapshot[] = [];
  for await (const event of train(trainable, data, { ...options, steps, ...more }))
    if (event.kind === "step") losses.push(event.metrics.loss);
    else snapshots.push(event.snapshot());
  return { losses, snapshots };
};

describe.runIf(backend === "tensorflow")("compiled steps go on", () => {
  test.each<[string, Trainable]>([
    ["with Adam", essay],
    ["with gradient descent", { ...essay, optimizer: sgd() }],
    ["with momentum", { ...essay, optimizer: sgd({ momentum: 0.9 }) }],
    ["with feedback", { ...essay, objective: elbo({ beta: targetRate({ rate: 1 }) }) }],
  ])("%s as if they had not stopped, bit for bit", async (_, trainable) => {
    const whole = await run(trainable, compiledSteps);
    const rest = await run(trainable, compiledSteps, { from: whole.snapshots[0] as Snapshot });
    expect(rest.losses).toEqual(whole.losses.slice(25));
    expect(rest.snapshots).toEqual(whole.snapshots.slice(1));
  });

  test("where eager ones stopped, and the other way round, up to rounding", async () => {
    const [eager, compiled] = [await run(essay, eagerSteps), await run(essay, compiledSteps)];
    for (const [steps, { snapshots }] of [
      [compiledSteps, eager],
      [eagerSteps, compiled],
    ] as const) {
      const { losses } = await run(essay, steps, { from: snapshots[1] as Snapshot });
      for (const [i, loss] of losses.entries())
        expect(Math.abs(loss / (eager.losses[50 + i] ?? Number.NaN) - 1)).toBeLessThan(1e-4);
    }
  });

  test("as eager ones do where the encoder is trained alone at first, to 1e-4", async () => {
    const given = { epochs: 2, maxEncoderSteps: 4, window: 2 };
    const eager = await run(essay, lagging(given));
    const compiled = await run(essay, lagging({ ...given, steps: compiledSteps }));
    expect(compiled.losses).toHaveLength(100);
    for (const [i, loss] of compiled.losses.entries())
      expect(Math.abs(loss / (eager.losses[i] ?? Number.NaN) - 1), `${i}`).toBeLessThan(1e-4);
    const from = compiled.snapshots[0] as Snapshot;
    const rest = await run(essay, lagging({ ...given, steps: compiledSteps }), { from });
    expect(rest.losses).toEqual(compiled.losses.slice(25));
  });

  test("from no state of another training", async () => {
    const { snapshots } = await run(essay, compiledSteps, { epochs: 1 });
    await expect(
      run({ ...essay, optimizer: sgd() }, compiledSteps, { from: snapshots[0] as Snapshot }),
    ).rejects.toThrow("snapshot does not match the optimizer: it needs no slots, got mean, square");
  });
});
