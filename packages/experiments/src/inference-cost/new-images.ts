import * as tf from "@tensorflow/tfjs";
import type { Rng, TrainedModel, Vae } from "@vae-lab/core";
import { elboOfMoments, type TensorMoments, watchedBound } from "./elbo-of-moments.ts";
import { momentsTable } from "./moments-table.ts";

/** How the moments of each image are optimised. */
export interface AscentSetting {
  readonly learningRate: number;
  /** Draws per step. */
  readonly samples: number;
}

/** The settings that are tried; the cheapest counts, which favours optimisation. */
const settings: readonly AscentSetting[] = [0.1, 0.3].flatMap((learningRate) =>
  [1, 4].map((samples) => ({ learningRate, samples })),
);
const maxSteps = 300;

/** A step needs the decoder forward and backward for each draw. */
const passesPerDraw = 2;

/** Network passes per image after which the mean ELBO has reached each bound; undefined if it has not. */
const passesTo = (
  { model, parameters }: TrainedModel<Vae>,
  x: tf.Tensor,
  start: TensorMoments,
  bounds: readonly number[],
  { learningRate, samples, rng }: AscentSetting & { readonly rng: Rng },
): (number | undefined)[] => {
  const N = x.shape[0] ?? 0;
  const rows = Uint32Array.from({ length: N }, (_, n) => n);
  const table = momentsTable(N, model.latentSize, learningRate);
  table.set(start);
  const bound = watchedBound(model, x, rng.fold("watched"));
  const found: (number | undefined)[] = bounds.map(() => undefined);
  for (let step = 0; step <= maxSteps && found.includes(undefined); step++) {
    const reached = tf.tidy(() => bound(parameters, table.at(rows)));
    for (const [i, goal] of bounds.entries())
      if (reached >= goal) found[i] ??= passesPerDraw * samples * step;
    tf.tidy(() => {
      const noise = rng.fold(step).normal([samples, N, model.latentSize]);
      const { mean, logVariance } = table.at(rows);
      const [g, h] = tf.grads((m, l) =>
        elboOfMoments(model, parameters, x, { mean: m, logVariance: l }, noise).sum().neg(),
      )([mean, logVariance]) as [tf.Tensor, tf.Tensor];
      table.step(rows, { mean: g, logVariance: h });
    });
  }
  return found;
};

/** The fewest passes of any setting; the whole budget where no setting reaches the bound. */
const cheapest = (found: readonly (number | undefined)[]): number =>
  Math.min(...found.map((passes) => passes ?? Number.POSITIVE_INFINITY), passesPerDraw * maxSteps);

export type NewImages = {
  /** Mean ELBO of the encoder's q, and half-way from there to the best q of each image. */
  readonly encoderBound: number;
  readonly higherBound: number;
  /** Passes per image from the prior to the encoder's bound. The encoder itself takes one. */
  readonly priorToEncoder: number;
  /** Passes per image to the higher bound, from the prior and from the encoder's q, its own pass included. */
  readonly priorToHigher: number;
  readonly encoderToHigher: number;
};

/**
 * What inference for images outside the training data costs with one decoder: the encoder's pass, or steps
 * on the moments of each image.
 * @param best the moments that maximise the ELBO of each image
 */
export const costOnNewImages = (
  trained: TrainedModel<Vae>,
  x: tf.Tensor,
  best: TensorMoments,
  rng: Rng,
): NewImages => {
  const { model, parameters } = trained;
  const bound = watchedBound(model, x, rng.fold("watched"));
  const { mean, logVariance } = tf.tidy(() => {
    const q = model.posterior(parameters, x);
    return { mean: q.mean.clone(), logVariance: q.logVariance.clone() };
  });
  const prior = { mean: tf.zerosLike(mean), logVariance: tf.zerosLike(mean) };
  try {
    const encoderBound = bound(parameters, { mean, logVariance });
    const higherBound = (encoderBound + bound(parameters, best)) / 2;
    const from = (start: TensorMoments, bounds: readonly number[]) =>
      settings.map((setting) => passesTo(trained, x, start, bounds, { ...setting, rng }));
    const fromPrior = from(prior, [encoderBound, higherBound]);
    const fromEncoder = from({ mean, logVariance }, [higherBound]);
    return {
      ...{ encoderBound, higherBound },
      priorToEncoder: cheapest(fromPrior.map(([first]) => first)),
      priorToHigher: cheapest(fromPrior.map(([, second]) => second)),
      encoderToHigher: 1 + cheapest(fromEncoder.map(([first]) => first)),
    };
  } finally {
    tf.dispose([mean, logVariance, prior.mean, prior.logVariance]);
  }
};
