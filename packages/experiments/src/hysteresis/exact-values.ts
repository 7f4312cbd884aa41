import type { BuiltInDataset } from "../config/dataset.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { momentsOf } from "../theory/covariance.ts";
import { fourthOrder } from "./fourth-order.ts";
import { leadingComponent, quantileMeans } from "./leading-component.ts";
import { upwardOnset } from "./one-unit.ts";
import { type Direction, unitDivergences } from "./unit-divergences.ts";

interface Asked {
  readonly dataset: BuiltInDataset;
  /** Nats below which a unit counts as collapsed. */
  readonly threshold: number;
  /** The name of `fourthOrder`. */
  readonly coefficient: string;
  /** The name of `upwardOnset` on squared errors. */
  readonly upward: string;
}

/** Values that describe the distribution of the leading component, and half as many for the error. */
const parts = [200, 100] as const;
/** Half of a step of the path on which the onset is found. */
const stepError = 0.01;

/**
 * What theory says of each direction on the leading component of a data set's training images: the beta
 * at which collapse loses its stability under a Bernoulli likelihood, the coefficient there, and where
 * the active solution ends.
 */
export const exactValues = async ({
  dataset,
  threshold,
  coefficient,
  upward,
}: Asked): Promise<ExactValue[]> => {
  const { train } = await loadDataset(dataset);
  const size = train.values.length / train.size;
  const moments = momentsOf(train.values, size);
  const bernoulli = leadingComponent(train.values, size, "bernoulli", moments);
  const gaussian = leadingComponent(train.values, size, "gaussian", moments);
  const [fine, coarse] = parts.map((count) => quantileMeans(gaussian.values, count));
  return (Object.keys(unitDivergences) as Direction[]).flatMap((direction) => {
    const [end = Number.NaN, other = Number.NaN] = [fine, coarse].map((values = []) =>
      upwardOnset({ direction, values }, threshold),
    );
    const predicted = bernoulli.variance / unitDivergences[direction].curvature;
    return [
      {
        ...{ quantity: "predicted onset", value: predicted, error: 1e-9 * predicted },
        ...{ unit: "beta", at: { direction } },
      },
      ...Object.entries({ bernoulli, gaussian }).map(([likelihood, component]) => ({
        ...{ quantity: coefficient, value: fourthOrder(direction, component), error: 1e-9 },
        ...{ unit: "", at: { direction, likelihood } },
      })),
      {
        ...{ quantity: upward, value: end, error: Math.abs(end - other) + stepError },
        ...{ unit: "of the threshold", at: { direction } },
      },
    ];
  });
};
