import * as tf from "@tensorflow/tfjs";
import { bernoulli, elbo, pathwise, type Vae, vae } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";
import { rng } from "@vae-lab/core/random";
import type { ExactValue } from "../studies/evidence.ts";

const sizes = { dataSize: 784, latentSize: 20, hidden: [32] };
const B = 16;

/** Whether a reduction of the loss adds or averages over pixels, and over units. */
interface Reductions {
  readonly pixels: "sum" | "mean";
  readonly units: "sum" | "mean";
}

/** The loss of the pseudo-code of Saghir's essay, step by step, at given noise. */
const pseudoCode = (
  { pixels, units }: Reductions,
  parameters: Parameters,
  x: tf.Tensor,
  epsilon: tf.Tensor,
): tf.Tensor => {
  const layer = (h: tf.Tensor, name: string): tf.Tensor =>
    tf
      .matMul(h as tf.Tensor2D, parameters[`${name}.weights`] as tf.Tensor2D)
      .add(parameters[`${name}.bias`] as tf.Tensor);
  const encoded = layer(x, "encoder.hidden.1").relu();
  const mean = layer(encoded, "encoder.mean");
  const variance = layer(encoded, "encoder.logVariance");
  const sample = mean.add(variance.div(2).exp().mul(epsilon));
  const output = layer(layer(sample, "decoder.hidden.1").relu(), "decoder.output").sigmoid();
  const crossEntropy = x
    .mul(output.log())
    .add(tf.sub(1, x).mul(tf.sub(1, output).log()))
    .neg()
    .mean(-1);
  const reconstruction = pixels === "sum" ? crossEntropy.mul(sizes.dataSize) : crossEntropy;
  const kl = tf.add(1, variance).sub(mean.square()).sub(variance.exp()).mul(-0.5);
  return reconstruction.add(units === "sum" ? kl.sum(-1) : kl.mean(-1)).mean();
};

/** Minus the ELBO with this beta, by core, at the noise of a stream. */
const byCore = (model: Vae, beta: number, parameters: Parameters, x: tf.Tensor): tf.Tensor => {
  const joint = {
    q: model.posterior(parameters, x),
    prior: model.prior(parameters),
    logLikelihood: (z: tf.Tensor) => model.logLikelihood(parameters, z, x),
  };
  return elbo({ beta }).bound(joint, pathwise(), rng(3)).bound.mean().neg();
};

/** The noise that core's sample of q(z|x) contains. */
const noiseOf = (model: Vae, parameters: Parameters, x: tf.Tensor): tf.Tensor => {
  const { mean, logVariance, reparameterizedSample } = model.posterior(parameters, x);
  return reparameterizedSample(rng(3), 1).squeeze([0]).sub(mean).div(logVariance.div(2).exp());
};

type LossOf = (parameters: Parameters) => tf.Tensor;

/** Value and gradient, row-major, of all parameters. */
const differentiated = (loss: LossOf, parameters: Parameters) => {
  const names = Object.keys(parameters);
  const { value, grads } = tf.valueAndGrads((...tensors) =>
    loss(Object.fromEntries(tensors.map((tensor, i) => [names[i] ?? "", tensor]))),
  )(Object.values(parameters));
  return {
    value: value.dataSync()[0] ?? Number.NaN,
    gradient: grads.flatMap((gradient) => [...gradient.dataSync()]),
  };
};

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

const variants: readonly (Reductions & { readonly text: string; readonly beta: number })[] = [
  { text: "sums, as in the essay", pixels: "sum", units: "sum", beta: 1 },
  { text: "mean over pixels, sum over units", pixels: "mean", units: "sum", beta: sizes.dataSize },
  {
    text: "means over both",
    pixels: "mean",
    units: "mean",
    beta: sizes.dataSize / sizes.latentSize,
  },
];

/**
 * The loss of the essay's pseudo-code beside core's negative ELBO, at equal weights, images and noise:
 * the difference of the losses, and that of the gradients relative to their length. With means in place
 * of sums the pseudo-code trains another beta: then its gradient is parallel to that of minus the ELBO
 * with that beta. Errors are those of float32.
 */
export const pseudoCodeLoss = (): ExactValue[] =>
  tf.tidy(() => {
    const model = vae({ ...sizes, likelihood: bernoulli() });
    const parameters = model.init(rng(4));
    const x = rng(5).uniform([B, sizes.dataSize]);
    const epsilon = noiseOf(model, parameters, x);
    return variants.flatMap(({ text, beta, ...reductions }) => {
      const theirs = differentiated((p) => pseudoCode(reductions, p, x, epsilon), parameters);
      const ours = differentiated((p) => byCore(model, beta, p, x), parameters);
      // Both losses weigh −log p(x|z): theirs by 1 or 1/D
      const scale = reductions.pixels === "sum" ? 1 : sizes.dataSize;
      const [a, b] = [theirs.gradient.map((g) => g * scale), ours.gradient];
      const apart = a.map((value, i) => value - (b[i] ?? Number.NaN));
      return [
        {
          quantity: "the pseudo-code's loss minus beta-weighted −ELBO",
          at: { reductions: text, beta },
          value: Math.abs(theirs.value * scale - ours.value),
          error: Math.abs(ours.value) * 2 ** -20,
          unit: "nats per image",
        },
        {
          quantity: "relative difference of the gradients",
          at: { reductions: text, beta },
          value: Math.sqrt(dot(apart, apart) / dot(b, b)),
          error: 2 ** -18,
          unit: "",
        },
      ];
    });
  });
