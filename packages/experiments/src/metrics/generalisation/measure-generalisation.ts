import type { Rng, TrainedModel } from "@vae-lab/core";
import { type Estimate, importanceWeightedBoundAndElbo } from "@vae-lab/core/evaluation";
import type { Split } from "../../datasets/dataset.ts";
import type { Metrics } from "../../trial/trial-events.ts";
import { type AnyVae, isVae } from "../kinds-of-models.ts";
import { modelRowsAt } from "../labelled-rows.ts";
import type { Measured, Measurement, Measurements } from "../measurement.ts";
import { spacedIndices } from "../spaced-rows.ts";
import { termsOfElbo } from "../terms-of-elbo.ts";
import { meanEstimate, withError } from "../with-error.ts";

/** Rows of each split. */
const rowsOfTerms = 2000;
const rowsOfBound = 128;
const samplesOfBound = 50;

type Terms = Record<"reconstruction" | "rate" | "elbo" | "importance_weighted_bound", Estimate>;

/** Of independent estimates, the sum. */
const sum = (a: Estimate, b: Estimate): Estimate => ({
  value: a.value + b.value,
  standardError: Math.hypot(a.standardError, b.standardError),
});

/**
 * The terms of one split, with noise of its own. The bound is the ELBO of many rows plus what the bound of
 * fewer rows exceeds the ELBO of the same draws by, which varies much less between rows.
 */
const termsOf = (
  trained: TrainedModel<AnyVae>,
  split: Split,
  { rng, run }: { readonly rng: Rng; readonly run: Measured["run"] },
): Terms => {
  const rows = (count: number) =>
    modelRowsAt(trained.model, split, spacedIndices(split.size, count));
  const terms = termsOfElbo(trained, rows(rowsOfTerms), { rng: rng.fold("terms"), run });
  const elbo = meanEstimate(
    terms.reconstruction.map((value, n) => value - (terms.rate[n] as number)),
  );
  const few = importanceWeightedBoundAndElbo(trained as never, rows(rowsOfBound), {
    ...{ rng: rng.fold("bound"), samples: samplesOfBound, run },
  });
  return {
    reconstruction: meanEstimate(terms.reconstruction),
    rate: meanEstimate(terms.rate),
    elbo,
    importance_weighted_bound: sum(
      elbo,
      meanEstimate(few.bound.map((value, n) => value - (few.elbo[n] as number))),
    ),
  };
};

/**
 * The gap of two independent estimates: training minus test, in nats per example. 0 in expectation for a model
 * that treats training rows as new ones of the same distribution; over-fitting makes the gaps of bounds
 * positive. A test set of harder rows does so too.
 */
export const gap = (training: Estimate, test: Estimate): Estimate => ({
  value: training.value - test.value,
  standardError: Math.hypot(training.standardError, test.standardError),
});

/** The ELBO's terms and an importance-weighted bound on training and on test rows. */
const gaps: Measurement = ({ trained, training, test, rng, run }): Metrics => {
  if (!isVae(trained)) return {};
  const own = termsOf(trained, training, { rng: rng.fold("training"), run });
  const unseen = termsOf(trained, test, { rng: rng.fold("test"), run });
  const gaps = (Object.keys(own) as (keyof Terms)[]).map((key) =>
    withError(`test/gap_${key}`, gap(own[key], unseen[key])),
  );
  return Object.assign(
    {},
    ...gaps,
    withError("test/importance_weighted_bound", unseen.importance_weighted_bound),
    withError("test/training_importance_weighted_bound", own.importance_weighted_bound),
  );
};

export const generalisationMeasurements: Measurements = { "training against test rows": gaps };
