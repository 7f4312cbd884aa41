import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { begun } from "../../test/begun.ts";
import { sigmaPoints } from "../../test/fixed-noise.ts";
import { normal } from "../distributions/normal.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { type Codes, codes } from "../evaluation/codes.ts";
import { elboTerms } from "../evaluation/elbo-terms.ts";
import { linearGaussian } from "../evaluation/linear-gaussian.ts";
import { refine } from "../evaluation/refine.ts";
import { linearVae } from "../models/linear-vae.ts";
import { type Parameters, pick, trainableNames } from "../networks/parameters.ts";
import { elbo } from "../objectives/elbo.ts";
import { reconstructionOnly } from "../objectives/reconstruction-only.ts";
import { adam } from "../optimizers/adam.ts";
import { sgd } from "../optimizers/sgd.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { fit as fitted } from "../training/fit.ts";
import { lossOf } from "../training/loss.ts";
import { lossAndGradients, trainStep } from "../training/train-step.ts";
import { parameterisedOf, type VaeTrainable } from "../training/trainable.ts";
import { perObservation, rowsOfTable } from "./per-observation.ts";
import { semiAmortised } from "./semi-amortised.ts";
import { withVarianceFloor } from "./variance-floor.ts";

const [D, K, N] = [4, 2, 6];
const linear = linearVae({ dataSize: D, latentSize: K });
const x = rng(1).normals(N * D);
const ascent = { steps: 200, samples: 2 * K, rng: sigmaPoints };

const essay = recipes.essayVae({ dataSize: D, hidden: [6], latentSize: K });
const pixels = rng(2).uniforms(N * D);

describe("a table of moments", () => {
  test("gives the rows that are asked for, and its gradient is a sum by row", () => {
    tf.tidy(() => {
      const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const rows = tf.tensor1d([2, 0, 2], "int32");
      const { value, grad } = {
        value: rowsOfTable(table, rows),
        grad: tf.grad((t) =>
          rowsOfTable(t, rows)
            .mul(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]))
            .sum(),
        )(table),
      };
      expect(numbersOf(value)).toEqual([5, 6, 1, 2, 5, 6]);
      expect(numbersOf(grad)).toEqual([3, 4, 0, 0, 6, 8]);
    });
  });
});

describe("a model with parameters for each row", () => {
  const model = perObservation(linear, { rows: N, ...ascent });

  test("has no encoder's parameters, and tables in their place", () => {
    expect(Object.keys(model.shapes).some((name) => name.startsWith("encoder."))).toBe(false);
    expect(model.shapes).toMatchObject({
      "posterior.mean": [N, K],
      "posterior.logVariance": [N, K],
    });
    expect(() => model.posteriorInTraining?.({}, { x: tf.zeros([1, D]) })).toThrow(
      "cannot find the parameters of each row: perObservation needs minibatch.rows (got none)",
    );
  });

  test("finds q of a row that it has not seen by optimisation: on a linear VAE, the best there is", () => {
    const trained = begun(model, 1);
    const unseen = rng(7).normals(3 * D);
    const found = codes(trained, unseen);
    const exact = linearGaussian(trained);
    for (let n = 0; n < 3; n++) {
      const { posteriorMean } = exact.at(unseen.subarray(n * D, (n + 1) * D));
      expect(found.mean.subarray(n * K, (n + 1) * K)).toBeNear(posteriorMean, 1e-2);
    }
    trained.dispose();
  });

  test("is trained to the same moments: with a decoder that stays, the table becomes the posteriors", () => {
    const trainable: VaeTrainable<"normal", "expectation"> = {
      model,
      objective: elbo(),
      estimator: pathwise({ samples: 2 * K }),
      optimizer: adam({ learningRate: 0.05 }),
    };
    const names = trainableNames(model).filter((name) => name.startsWith("posterior."));
    const loss = lossOf(trainable);
    let parameters: Parameters = parameterisedOf(trainable).init(rng(1));
    let optimizerState = trainable.optimizer.init(pick(parameters, names));
    const batch = { values: x, size: N, rows: Uint32Array.from({ length: N }, (_, i) => i) };
    for (let step = 0; step < 250; step++) {
      const state = { parameters, optimizerState };
      const next = trainStep(loss, trainable.optimizer, state, batch, sigmaPoints, names);
      tf.dispose([parameters, optimizerState.slots]);
      ({ parameters, optimizerState } = next.state);
    }
    const exact = linearGaussian({ model, parameters });
    const table = numbersOf(pick(parameters, ["posterior.mean"])["posterior.mean"] as tf.Tensor);
    for (let n = 0; n < N; n++)
      expect(table.slice(n * K, (n + 1) * K)).toBeNear(
        exact.at(x.subarray(n * D, (n + 1) * D)).posteriorMean,
        1e-2,
      );
    tf.dispose([parameters, optimizerState.slots]);
  });
});

test("moments fitted to each row reach at least the encoder's ELBO on the same data", async () => {
  const run = { epochs: 80, batchSize: N, seed: 1 };
  const optimizer = adam({ learningRate: 0.02 });
  const amortised = await fitted({ ...essay, optimizer }, pixels, run);
  const encoder = codes(amortised, pixels);
  const refined = refine(amortised, pixels, { rng: rng(3), steps: 200, samples: 16 });
  const bound = ({ mean, logVariance = new Float32Array() }: Codes) => {
    const posterior = () =>
      normal({
        mean: tf.tensor2d(mean, [N, K]),
        logVariance: tf.tensor2d(logVariance, [N, K]),
      });
    const judged = { ...amortised, model: { ...essay.model, posterior } };
    const terms = elboTerms(judged, pixels, { rng: rng(4), samples: 1000 });
    return terms.reconstruction.reduce((sum, r, n) => sum + r - at(terms.rate, n), 0) / N;
  };
  expect(bound(refined)).toBeGreaterThan(bound(encoder));
  amortised.dispose();
});

describe("a semi-amortised posterior", () => {
  const model = semiAmortised(linear, ascent);

  test("is the best there is on a linear VAE, whatever the encoder, in training as after it", () => {
    const trained = begun(model, 3);
    tf.tidy(() => {
      const rows = tf.tensor2d(x, [N, D]);
      const exact = linearGaussian(trained);
      const best = Array.from({ length: N }, (_, n) => [
        ...exact.at(x.subarray(n * D, (n + 1) * D)).posteriorMean,
      ]).flat();
      const precisions = [0, 1].map((k) => at(exact.posteriorPrecision, k * K + k));
      for (const q of [
        model.posterior(trained.parameters, rows),
        model.posteriorInTraining?.(trained.parameters, { x: rows }),
      ]) {
        if (q === undefined) throw new Error("there must be a posterior in training");
        expect(numbersOf(q.mean)).toBeNear(best, 1e-2);
        expect(numbersOf(q.logVariance.neg().exp())).toBeNear(
          Array(N).fill(precisions).flat(),
          1e-2,
        );
      }
    });
    trained.dispose();
  });

  test("passes the gradient at the refined place straight to the encoder", () => {
    tf.tidy(() => {
      const few = semiAmortised(linear, { steps: 2, samples: 2 * K, rng: sigmaPoints });
      const parameters: Parameters = few.init(rng(3));
      const rows = tf.tensor2d(x, [N, D]);
      const slope = (model: typeof linear) =>
        tf.grads((bias) =>
          model
            .posterior({ ...parameters, "encoder.mean.bias": bias }, rows)
            .mean.mul(tf.range(0, N * K).reshape([N, K]))
            .sum(),
        )([parameters["encoder.mean.bias"] as tf.Tensor]);
      expect(numbersOf(at(slope(few), 0))).toEqual(numbersOf(at(slope(linear), 0)));
      const moved = few
        .posterior(parameters, rows)
        .mean.sub(linear.posterior(parameters, rows).mean);
      expect(numbersOf(moved.abs().min())[0]).toBeGreaterThan(0.01);
    });
  });

  test("depends on its own row alone", () => {
    const trained = begun(semiAmortised(essay.model, { steps: 5 }), 5);
    const all = codes(trained, pixels);
    const one = codes(trained, pixels.slice(2 * D, 3 * D));
    expect(all.mean.slice(2 * K, 3 * K)).toBeNear(one.mean, 1e-5);
    trained.dispose();
  });

  test("reads nothing back, so that its step can be traced, and leaks no tensors", async () => {
    const trainable = { ...essay, model: semiAmortised(essay.model, { steps: 3 }) };
    await expect(() => {
      const parameters: Parameters = trainable.model.init(rng(1));
      tf.tidy(() => {
        const minibatch = { x: tf.tensor2d(pixels, [N, D]) };
        const found = lossAndGradients(lossOf(trainable), parameters, minibatch, rng(2));
        tf.dispose([found.values, found.next]);
      });
      tf.dispose(parameters);
    }).toLeakNoTensors();
    await expect(async () => {
      (await fitted(trainable, pixels, { epochs: 2, batchSize: 4, seed: 1 })).dispose();
      const each = { ...essay, model: perObservation(essay.model, { rows: N, steps: 3 }) };
      (await fitted(each, pixels, { epochs: 2, batchSize: 4, seed: 1 })).dispose();
    }).toLeakNoTensors();
  });
});

/** By gradient descent of rate 0.2 on the reconstruction, without noise; the decoder stays. */
const trainedEncoder = (model: typeof linear, steps: number, first: Parameters) => {
  const optimizer = sgd({ learningRate: 0.2 });
  const estimator = pathwise({ samples: 2 });
  const loss = lossOf({ model, objective: reconstructionOnly(), estimator, optimizer });
  const names = trainableNames(model).filter((name) => name.startsWith("encoder."));
  let parameters = first;
  let optimizerState = optimizer.init({});
  for (let step = 0; step < steps; step++) {
    const state = { parameters, optimizerState };
    const next = trainStep(loss, optimizer, state, { values: both, size: 2 }, sigmaPoints, names);
    tf.dispose(parameters);
    ({ parameters, optimizerState } = next.state);
  }
  return parameters;
};

/** w = σ² = 1 and v = 1/w: means are where reconstruction alone wants them. */
const begin = (model: typeof linear, logVariance: number): Parameters => {
  const { "encoder.mean.bias": c, "decoder.output.bias": b } = model.init(rng(1));
  return {
    "encoder.mean.weights": tf.tensor2d([[1]]),
    "encoder.mean.bias": c as tf.Tensor,
    "encoder.logVariance": tf.tensor1d([logVariance]),
    "decoder.output.weights": tf.tensor2d([[1]]),
    "decoder.output.bias": b as tf.Tensor,
  };
};
const unit = linearVae({ dataSize: 1, latentSize: 1 });
const both = Float32Array.of(2, -2);

// dl/dt = −η w² eˡ/2 by gradient descent, so 1/s² = 1 + η t/2 and R grows as ½ ln t, while p(x) stays
test("reconstruction alone drives the variance to 0 as 2/ηt and the rate up without end", () => {
  const parameters = trainedEncoder(unit, 200, begin(unit, 0));
  const s2 = 1 / (1 + (0.2 * 200) / 2);
  const { logVariance } = codes({ model: unit, parameters }, both);
  expect(Math.exp(at(logVariance ?? [], 0)) / s2).toBeCloseTo(1, 1);
  const { rate } = elboTerms({ model: unit, parameters }, both, { rng: rng(1) });
  expect(rate).toBeNear(
    [0, 0].map(() => (s2 - 1 - Math.log(s2) + 4) / 2),
    2e-2,
  );
  const { logProbability } = linearGaussian({ model: unit, parameters }).at([2]);
  expect(logProbability).toBeCloseTo(-(4 / 2 + Math.log(2 * Math.PI * 2)) / 2, 6);
  tf.dispose(parameters);
});

test.each([-4, -8])("a floor of %d for ln s² is the end of that: R ≤ ½(eᶠ − 1 − f + λ/w²)", (f) => {
  const model = withVarianceFloor(unit, { logVariance: f });
  const parameters = begin(model, -40);
  const { rate } = elboTerms({ model, parameters }, both, { rng: rng(1) });
  expect(rate).toBeNear(
    [0, 0].map(() => (Math.exp(f) - 1 - f + 4) / 2),
    1e-5,
  );
  tf.dispose(parameters);
});

test("of an encoder that tells all rows one mean, the amortisation gap is the square of the means it leaves out", () => {
  // p(z|x) = N(x/2, ½) with w = σ² = 1; the best shared q is N(0, ½), and KL(N(0, ½)‖N(x/2, ½)) = (x/2)²
  const model = linearVae({ dataSize: 1, latentSize: 1 });
  const trained = begun(model, 1, {
    "encoder.mean.weights": tf.zeros([1, 1]),
    "encoder.mean.bias": tf.zeros([1]),
    "encoder.logVariance": tf.tensor1d([-Math.LN2]),
    "decoder.output.weights": tf.tensor2d([[1]]),
    "decoder.output.bias": tf.zeros([1]),
  });
  const data = Float32Array.of(-2, -0.5, 0, 1, 3);
  const found = refine(trained, data, { rng: sigmaPoints, samples: 2, steps: 400 });
  const exact = linearGaussian(trained);
  const row = ({ mean, logVariance }: Codes, n: number) => ({
    mean: [at(mean, n)],
    logVariance: [at(logVariance ?? [], n)],
  });
  const shared = codes(trained, data);
  data.forEach((value, n) => {
    const { reverseKl } = exact.at([value]);
    const gap = reverseKl(row(shared, n)) - reverseKl(row(found, n));
    expect(Math.abs(gap - (value / 2) ** 2)).toBeLessThan(1e-4);
  });
  trained.dispose();
});

test("counts that are none are refused with the rule", () => {
  expect(() => semiAmortised(linear, { steps: 0 })).toThrow(
    "steps must be a whole number ≥ 1, got 0",
  );
  expect(() => perObservation(linear, { rows: 0 })).toThrow(
    "rows must be a whole number ≥ 1, got 0",
  );
});
