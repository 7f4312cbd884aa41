import { coverageOf } from "./coverage.ts";
import { type Finding, findingsOf } from "./findings.ts";
import { fits } from "./fit.ts";
import { entropyOf, negativeLogLikelihood } from "./likelihood.ts";
import { alphaDivergence, forwardKl, jensenShannon, reverseKl } from "./model-divergence.ts";
import { modeCurves, type Transition, transition } from "./modes-by-separation.ts";
import type { FittedRow, LikelihoodRow, ModelAxisMeasures } from "./rows.ts";
import { symmetryOfBits } from "./symmetry.ts";
import { type Toy, toys } from "./toys.ts";
import { twoBinaryUnits, twoNormalUnits } from "./two-units.ts";

export interface ModelAxisReport extends ModelAxisMeasures {
  readonly findings: readonly Finding[];
}

/** The effect has probability 1/20 without a cause, and is in three of five observations. */
export const noisyOr = { leak: 0.05, seen: 0.6 };

/** From reverse to forward. */
const divergences = [
  reverseKl,
  alphaDivergence(0.25),
  alphaDivergence(0.5),
  jensenShannon,
  alphaDivergence(0.75),
  forwardKl,
];

const fittedRows = (toy: Toy): FittedRow[] =>
  divergences.flatMap((divergence) =>
    fits({ ...toy, divergence }, toy.starts).map(({ point, value, curvatures }, i) => ({
      ...{ toy: toy.name, divergence: divergence.name, isGlobal: i === 0 },
      ...{ parameters: point, described: toy.describe(point), value },
      leastCurvature: curvatures[0] ?? Number.NaN,
      ...coverageOf(toy.target, toy.family, point),
    })),
  );

const likelihoodRow = (toy: Toy): LikelihoodRow => {
  const [best] = fits({ ...toy, divergence: forwardKl }, toy.starts);
  return {
    toy: toy.name,
    negativeLogLikelihood: negativeLogLikelihood(toy.target, toy.family, best?.point ?? []),
    entropy: entropyOf(toy.target),
    forwardKl: best?.value ?? Number.NaN,
  };
};

/**
 * Fits models by each divergence to data with a known distribution, exactly and from several starts,
 * and judges claims about the results. Calls `onStage` before each stage.
 */
export const modelAxis = async (
  onStage: (stage: string) => void | Promise<void> = () => undefined,
): Promise<ModelAxisReport> => {
  const fitted: FittedRow[] = [];
  for (const toy of Object.values(toys)) {
    await onStage(toy.name);
    fitted.push(...fittedRows(toy));
  }
  const transitions: Transition[] = [];
  for (const divergence of divergences) {
    await onStage(`${divergence.name} as two modes move apart`);
    transitions.push(transition(divergence));
  }
  await onStage("bits and units");
  const measures: ModelAxisMeasures = {
    ...{ fits: fitted, transitions, curves: modeCurves(reverseKl) },
    symmetries: [...[0, 0.1, 0.25, 0.4, 0.5, 0.75].map(alphaDivergence), forwardKl].map(
      symmetryOfBits,
    ),
    likelihoods: [toys.twoBits, toys.fourBits].map(likelihoodRow),
    normalUnits: twoNormalUnits(),
    binaryUnits: twoBinaryUnits(noisyOr),
  };
  return { ...measures, findings: findingsOf(measures, noisyOr) };
};
