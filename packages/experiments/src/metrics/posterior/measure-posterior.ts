import type { TrainedModel, Vae } from "@vae-lab/core";
import { gapSplit } from "@vae-lab/core/evaluation";
import { isNormalised } from "@vae-lab/core/likelihoods";
import { isNormalVae } from "../kinds-of-models.ts";
import { modelRowsAt } from "../labelled-rows.ts";
import { hasEncoder, type Measured, type Measurement, type Measurements } from "../measurement.ts";
import { spacedIndices } from "../spaced-rows.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { posteriorOnGrid, unitMoments } from "./posterior-on-grid.ts";

/** Test rows whose posterior is integrated over a grid. */
const gridRows = 24;
/** Test rows whose gap is split. */
const gapRows = 100;

/** Whether q(z|x) can be compared with p(z|x). */
const hasPosterior = (
  { config, test }: Measured,
  trained: TrainedModel,
): trained is TrainedModel<Vae> =>
  isNormalVae(trained) && hasEncoder(config) && isNormalised(trained.model.measureOf(test.values));

/** Both KL divergences between q(z|x) and p(z|x), for one or two units. */
const divergences: Measurement = (of) => {
  const { trained, test } = of;
  const { dataSize: D, latentSize: K } = trained.model;
  if (K > 2 || !hasPosterior(of, trained)) return {};
  const x = modelRowsAt(trained.model, test, spacedIndices(test.size, gridRows));
  const found = unitMoments(trained, x).map((q, n) =>
    posteriorOnGrid(trained, x.subarray(n * D, (n + 1) * D), q),
  );
  return {
    ...withError("test/posterior_kl", meanEstimate(found.map(({ reverseKl }) => reverseKl))),
    ...withError(
      "test/posterior_forward_kl",
      meanEstimate(found.map(({ forwardKl }) => forwardKl)),
    ),
  };
};

/**
 * Where log p(x) − ELBO comes from: the family of q(z|x), or the encoder (Cremer et al. 2018). The
 * bound of the draws from the best q of each row stands for log p(x): of many units 200 of them give a
 * better one than 1,000 draws from the encoder's q.
 */
const gaps: Measurement = (of) => {
  const { trained, test, rng, run } = of;
  if (!hasPosterior(of, trained)) return {};
  const x = modelRowsAt(trained.model, test, spacedIndices(test.size, gapRows));
  const found = gapSplit(trained, x, { rng: rng.fold("gaps"), run });
  return {
    ...withError("test/approximation_gap", found.approximation.mean),
    ...withError("test/amortisation_gap", found.amortisation.mean),
  };
};

/**
 * How far q(z|x) is from the posterior p(z|x) of the model: for encoders of normal codes with the
 * prior N(0, I), whose KL to q(z|x) is exact, and likelihoods with a log p(x).
 */
export const posteriorMeasurements: Measurements = {
  "divergences from the posterior": divergences,
  "gaps of the bound": gaps,
};
