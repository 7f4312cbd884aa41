import type { Capability, WithAll } from "../src/compatibility/capabilities.ts";
import type { EstimatorKind, estimatorKinds } from "../src/compatibility/pairs.ts";
import { nvil } from "../src/estimators/baselined-score-function.ts";
import { dreg } from "../src/estimators/dreg.ts";
import type { Estimator } from "../src/estimators/estimator.ts";
import { gumbelSoftmax } from "../src/estimators/gumbel-softmax.ts";
import type { LearnedEstimator } from "../src/estimators/learned-estimator.ts";
import { measureValued } from "../src/estimators/measure-valued.ts";
import { pathwise } from "../src/estimators/pathwise.ts";
import { pathwiseWeights } from "../src/estimators/pathwise-weights.ts";
import { rebar } from "../src/estimators/rebar.ts";
import { scoreFunction } from "../src/estimators/score-function.ts";
import { scoreFunctionWeights } from "../src/estimators/score-function-weights.ts";
import { stickingTheLanding } from "../src/estimators/sticking-the-landing.ts";
import { straightThrough } from "../src/estimators/straight-through.ts";
import { vimco } from "../src/estimators/vimco.ts";
import type { WeightsEstimator } from "../src/estimators/weights-estimator.ts";

/** An estimator of each estimand that needs exactly these capabilities of q(z|x). */
interface Needing<C extends Capability> {
  readonly expectation: () => Estimator<WithAll<C>> | LearnedEstimator<Estimator<WithAll<C>>>;
  readonly weights: () => WeightsEstimator<WithAll<C>>;
  readonly own: () => undefined;
}

/** The capabilities in the table must be exactly those in the estimator's type. */
type EstimatorsOfTable = {
  readonly [E in EstimatorKind]: {
    readonly [M in keyof (typeof estimatorKinds)[E]]: M extends keyof Needing<never>
      ? (typeof estimatorKinds)[E][M] extends {
          readonly needs: readonly (infer C extends Capability)[];
        }
        ? Needing<C>[M]
        : never
      : never;
  };
};

/** An example of each kind of estimator in the table. */
export const estimatorsOfKinds: EstimatorsOfTable = {
  none: { own: () => undefined },
  pathwise: { expectation: pathwise, weights: pathwiseWeights },
  "score-function": { expectation: scoreFunction, weights: scoreFunctionWeights },
  "leave-one-out": {
    expectation: () => scoreFunction({ samples: 2, baseline: "leave-one-out" }),
    weights: () => scoreFunctionWeights({ baseline: "leave-one-out" }),
  },
  nvil: { expectation: () => nvil({ dataSize: 1 }) },
  "measure-valued": { expectation: measureValued },
  "straight-through": { expectation: straightThrough },
  "gumbel-softmax": { expectation: gumbelSoftmax },
  "straight-through-gumbel-softmax": {
    expectation: () => gumbelSoftmax({ straightThrough: true }),
  },
  rebar: { expectation: rebar },
  vimco: { weights: vimco },
  "sticking-the-landing": { weights: stickingTheLanding },
  dreg: { weights: dreg },
};
