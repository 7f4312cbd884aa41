import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, test } from "vitest";
import { pathwise } from "../estimators/pathwise.ts";
import { decode } from "../evaluation/decode.ts";
import { elboTerms } from "../evaluation/elbo-terms.ts";
import { iwaeLadder } from "../evaluation/iwae-ladder.ts";
import { quadrature } from "../evaluation/quadrature.ts";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { rng } from "../random/rng.ts";
import { fit as trainToEnd } from "../training/fit.ts";
import { convolutionalBody } from "./body.ts";
import { conditionalVae, conditionOn, withLabels } from "./conditional-vae.ts";
import { convolutionalDecoder } from "./convolutional-decoder.ts";
import type { Model } from "./model.ts";
import { type TrainedModel, trainedModel } from "./trained-model.ts";

const held: { dispose(): void }[] = [];
const keep = <M extends Model>(trained: TrainedModel<M>): TrainedModel<M> => {
  held.push(trained);
  return trained;
};
afterEach(() => {
  for (const one of held.splice(0)) one.dispose();
});

const image = { width: 2, height: 2, imageChannels: 3, channels: [4] };
const sizes = { dataSize: 12, latentSize: 2, hidden: [8], classes: 3 };
const models = {
  dense: conditionalVae(sizes),
  convolutional: conditionalVae({
    ...sizes,
    body: convolutionalBody(image),
    decoder: convolutionalDecoder(image),
  }),
};

const bits = (rows: number) =>
  Float32Array.from(
    rng(5)
      .fold("data")
      .uniforms(rows * 12),
    (u) => (u < 0.5 ? 0 : 1),
  );

describe.each(Object.entries(models))("the %s conditional VAE", (_, model) => {
  const trained = () => {
    const parameters = model.init(rng(1));
    const one = keep(trainedModel(model, parameters));
    tf.dispose(parameters);
    return one;
  };

  test("has the same ELBO on rows with their class as, for that class, on x alone", () => {
    const whole = trained();
    const x = bits(6);
    const rows = withLabels(x, [2, 2, 2, 2, 2, 2], 3);
    const joint = elboTerms(whole, rows, { rng: rng(3) });
    const alone = elboTerms(keep(conditionOn(whole, 2)), x, { rng: rng(3) });
    expect(joint.reconstruction).toEqual(alone.reconstruction);
    expect(joint.rate).toEqual(alone.rate);
    const other = elboTerms(keep(conditionOn(whole, 1)), x, { rng: rng(3) });
    expect(other.rate).not.toEqual(alone.rate);
    expect(other.reconstruction).not.toEqual(alone.reconstruction);
  });

  test("bounds log p(x|y), which quadrature over its two units gives, from below", () => {
    const one = keep(conditionOn(trained(), 0));
    const x = bits(4);
    const { logProbability } = quadrature(one, x);
    const { rungs } = iwaeLadder(one, x, { rng: rng(4), ladder: [1, 1000, 20000] });
    for (const [n, exact] of logProbability.entries())
      for (const { samples, rows, drawErrors } of rungs.slice(0, 2)) {
        const error = 4 * (drawErrors[n] ?? 0);
        expect(rows[n], `${samples} draws`).toBeLessThan(exact + error);
        // The bias of K draws is about Var(w) / 2K, with E w = 1: an untrained model's is small
        if (samples === 1000) expect(rows[n]).toBeGreaterThan(exact - error - 0.02);
      }
  });

  test("sums to one over all data: p(x|y) is a distribution for each class", () => {
    const one = keep(conditionOn(trained(), 1));
    const all = Float32Array.from(
      { length: 12 * 4096 },
      (_, i) => (Math.floor(i / 12) >> (i % 12)) & 1,
    );
    const { logProbability } = quadrature(one, all, { spacing: 0.25 });
    const total = logProbability.reduce((sum, log) => sum + Math.exp(log), 0);
    expect(total).toBeCloseTo(1, 4);
  });

  test("decodes for a class alone, each class in its own way", () => {
    const whole = trained();
    const z = Float32Array.of(0, 0);
    expect(() => decode(whole, z)).toThrow(
      "cannot decode without a class: p(x|z, y) needs y; use conditionOn(trained, label)",
    );
    const decoded = [0, 1].map((label) => decode(keep(conditionOn(whole, label)), z));
    expect(decoded[0]).toHaveLength(12);
    expect(decoded[0]).not.toEqual(decoded[1]);
  });
});

test("trained on labelled data, the decoder of each class makes that class", async () => {
  // Class 0 is dark, class 1 bright, and the code knows nothing else of it
  const labels = Uint8Array.from({ length: 400 }, (_, n) => n % 2);
  const x = Float32Array.from(
    rng(6)
      .fold("x")
      .uniforms(400 * 6),
    (u, i) => (u < (labels[Math.floor(i / 6)] === 1 ? 0.9 : 0.1) ? 1 : 0),
  );
  const model = conditionalVae({ dataSize: 6, latentSize: 1, hidden: [8], classes: 2 });
  const trained = keep(
    await trainToEnd(
      { model, objective: elbo(), estimator: pathwise(), optimizer: adam({ learningRate: 0.02 }) },
      withLabels(x, labels, 2),
      { epochs: 40, batchSize: 100, seed: 1 },
    ),
  );
  const meanOf = (label: number) => {
    const values = decode(keep(conditionOn(trained, label)), Float32Array.of(0));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  expect(meanOf(0)).toBeLessThan(0.2);
  expect(meanOf(1)).toBeGreaterThan(0.8);
});

test.each([-1, 3, 1.5, Number.NaN])("label %f is refused for three classes", (label) => {
  expect(() => models.dense.at(label)).toThrow(
    `a label must be a whole number from 0 to 2, got ${label}`,
  );
  expect(() => withLabels(bits(1), [label], 3)).toThrow("a label must be a whole number");
});
