import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { numbersOf } from "../../../test/at.ts";
import { rng } from "../../random/rng.ts";
import { vae } from "../vae.ts";
import { withMixturePrior } from "./with-mixture-prior.ts";
import { withVampPrior } from "./with-vamp-prior.ts";

const model = vae({ dataSize: 6, hidden: [8], latentSize: 2 });

test("a mixture of one standard normal distribution is the standard prior", () => {
  tf.tidy(() => {
    const mixed = withMixturePrior(model, { components: 1 });
    const parameters = { ...mixed.init(rng(1)), "prior.mean": tf.zeros([1, 2]) };
    const z = rng(2).normal([3, 4, 2]);
    expect(numbersOf(mixed.prior(parameters).logProb(z))).toBeNear(
      numbersOf(model.prior(parameters).logProb(z)),
      1e-6,
    );
  });
});

test("VampPrior is the mean of q(z|u) over its pseudo-inputs", () => {
  tf.tidy(() => {
    const vamp = withVampPrior(model, { components: 3 });
    const parameters = vamp.init(rng(1));
    expect(Object.fromEntries(Object.entries(parameters).map(([n, p]) => [n, p.shape]))).toEqual(
      vamp.shapes,
    );
    const z = rng(2).normal([5, 1, 2]);
    const u = tf.sigmoid(parameters["prior.pseudoInputs"] ?? tf.zeros([0]));
    const each = model.posterior(parameters, u).logProb(z.tile([1, 3, 1])); // [5, 3]
    expect(numbersOf(vamp.prior(parameters).logProb(z))).toBeNear(
      numbersOf(each.exp().mean(-1).log()),
      1e-5,
    );
    expect(vamp.prior(parameters).sample(rng(3), [5, 4, 2]).shape).toEqual([5, 4, 2]);
  });
});

test("the gradient of VampPrior reaches its pseudo-inputs and the encoder", () => {
  tf.tidy(() => {
    const vamp = withVampPrior(model, { components: 3 });
    const parameters = vamp.init(rng(1));
    const z = rng(2).normal([5, 4, 2]);
    for (const name of ["prior.pseudoInputs", "encoder.mean.weights"]) {
      const gradient = tf.grad((p) =>
        vamp
          .prior({ ...parameters, [name]: p })
          .logProb(z)
          .sum(),
      )(parameters[name] ?? tf.zeros([0]));
      expect(numbersOf(gradient.abs().max())[0]).toBeGreaterThan(1e-4);
    }
  });
});

test("a prior of no components is refused", () => {
  expect(() => withMixturePrior(model, { components: 0 })).toThrow("components must be a whole");
  expect(() => withVampPrior(model, { components: 0 })).toThrow("components must be a whole");
});
