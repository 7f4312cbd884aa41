import { abilities, type Capability, type LawKind, lacking } from "./capabilities.ts";

/** What there is to estimate the gradient of. */
const estimands = {
  expectation: "E f(z) with an exact divergence",
  weights: "E F(log w₁ … log w_K)",
  own: "nothing, as the objective brings its gradient",
};
type Estimand = keyof typeof estimands;

interface ObjectiveFacts<E extends Estimand> {
  readonly asks: E;
  /** F is linear in the log-weights, for any K. */
  readonly isLinear?: true;
  /** Why what is maximised, or its gradient, is off what it stands for with finitely many draws. */
  readonly bias?: string;
}
const asking = <E extends Estimand>(asks: E, facts: Omit<ObjectiveFacts<E>, "asks"> = {}) => ({
  asks,
  ...facts,
});

/** Every kind of objective and what it asks of an estimator. */
export const objectiveKinds = {
  elbo: asking("expectation"),
  "reconstruction-only": asking("expectation"),
  "monte-carlo-elbo": asking("weights", { isLinear: true }),
  iwae: asking("weights"),
  miwae: asking("weights"),
  ciwae: asking("weights"),
  "vr-alpha": asking("weights", {
    bias: "K draws of the Rényi bound have a mean below its limit for α < 1, above it for α > 1; of that mean the gradient is unbiased",
  }),
  "reweighted-wake-sleep": asking("own", {
    bias: "wake-φ normalises K weights by their own sum: a bias of order 1/K; sleep has none",
  }),
} satisfies Record<string, ObjectiveFacts<Estimand>>;
/** The name of an objective. */
export type ObjectiveKind = keyof typeof objectiveKinds;

interface Facts<C extends Capability = Capability> {
  readonly asks: readonly C[];
  /** At least so many draws in a bound; 1 when not given. */
  readonly minDraws?: number;
  /** Why its mean is not the gradient unless F is linear. */
  readonly biasUnlessLinear?: string;
  /** Why its mean is not the gradient, however many draws. */
  readonly bias?: string;
}

const needing = <C extends Capability>(
  asks: readonly C[],
  facts: Omit<Facts, "asks"> = {},
): Facts<C> => ({ asks, ...facts });

/**
 * Every kind of estimator, and what it asks of a law for each thing that it can estimate: all that
 * its type asks, which the tests hold it to.
 */
export const estimatorKinds = {
  none: { own: needing(["density", "draws"]) },
  pathwise: { expectation: needing(["path"]), weights: needing(["path", "density"]) },
  "score-function": { expectation: needing(["draws"]), weights: needing(["draws"]) },
  "leave-one-out": {
    expectation: needing(["draws"], { minDraws: 2 }),
    weights: needing(["draws"], { minDraws: 2 }),
  },
  nvil: { expectation: needing(["draws"]) },
  "measure-valued": { expectation: needing(["draws", "weak"]) },
  "straight-through": {
    expectation: needing(["draws", "states", "mean"], {
      bias: "f is asked for its slope at hard codes, where it stands for a difference: right for a linear f alone",
    }),
  },
  "gumbel-softmax": {
    expectation: needing(["relaxation"], {
      bias: "f is asked at relaxed codes: a bias of the order of the temperature",
    }),
  },
  "straight-through-gumbel-softmax": {
    expectation: needing(["relaxation"], {
      bias: "f is asked for its slope at hard codes: as it cools, right for a quadratic f alone",
    }),
  },
  rebar: { expectation: needing(["draws", "relaxation"]) },
  vimco: { weights: needing(["draws"], { minDraws: 2 }) },
  "sticking-the-landing": {
    weights: needing(["path", "stop"], {
      biasUnlessLinear:
        "the score that is left out is weighted by ∂F/∂log w, so its mean is not zero: dreg has it",
    }),
  },
  dreg: { weights: needing(["path", "stop"]) },
} satisfies Record<string, Partial<Record<Estimand, Facts>>>;
export type { LawKind };
/** The name of a gradient estimator. */
export type EstimatorKind = keyof typeof estimatorKinds;

type AbleOf<L extends LawKind> = {
  [C in Capability]: (typeof abilities)[L][C] extends true ? C : never;
}[Capability];

/** Whether an objective, an estimator and a law go together, as a type. */
export type Fits<O extends ObjectiveKind, E extends EstimatorKind, L extends LawKind> =
  (typeof estimatorKinds)[E] extends Record<
    (typeof objectiveKinds)[O]["asks"],
    { readonly asks: readonly (infer C)[] }
  >
    ? [C] extends [AbleOf<L>]
      ? true
      : false
    : false;

/** What is asked of the table. */
export interface Pair {
  readonly objective: ObjectiveKind;
  readonly estimator: EstimatorKind;
  /** normal when not given. */
  readonly law?: LawKind;
  /** The draws in a bound, or those that an expectation is estimated by: asked only when given. */
  readonly draws?: number;
}

/** Whether they go together; if not, or not without a bias, why, and what the estimator is at odds with. */
export type Verdict =
  | { readonly fits: true; readonly unbiased: true }
  | {
      readonly fits: true;
      readonly unbiased: false;
      readonly because: string;
      /** The objective, where with another one the same estimator would have no bias. */
      readonly against?: "objective";
    }
  | {
      readonly fits: false;
      readonly because: string;
      readonly against: "objective" | "law" | "draws";
    };

/** Whether the three go together, whether the gradient is unbiased, and why not. */
export const verdictOn = ({ objective, estimator, law = "normal", draws }: Pair): Verdict => {
  const { asks, isLinear, bias }: ObjectiveFacts<Estimand> = objectiveKinds[objective];
  const means: Partial<Record<Estimand, Facts>> = estimatorKinds[estimator];
  const facts = means[asks];
  if (facts === undefined) {
    const given = (Object.keys(means) as Estimand[]).map((kind) => estimands[kind]).join(" or ");
    return {
      fits: false,
      against: "objective",
      because: `${objective} asks for an estimate of ${estimands[asks]}; ${estimator} is for ${given}`,
    };
  }
  const missing = facts.asks.find((capability) => !abilities[law][capability]);
  if (missing !== undefined)
    return { fits: false, against: "law", because: `${law} codes have ${lacking[missing]}` };
  const { minDraws = 1, biasUnlessLinear, bias: always } = facts;
  const few = (because: string): Verdict => ({ fits: false, against: "draws", because });
  if (draws !== undefined && draws < minDraws)
    return few(`${estimator} needs ≥ ${minDraws} draws, got ${draws}`);
  if (objective === "reweighted-wake-sleep" && draws === 1)
    return few("of one draw all the weight is 1, which says nothing about q");
  const curved = isLinear || draws === 1 ? undefined : biasUnlessLinear;
  const reasons = [
    ...(always === undefined ? [] : [always]),
    ...(curved === undefined ? [] : [curved]),
    ...(bias === undefined || draws === 1 ? [] : [bias]),
  ];
  if (reasons.length === 0) return { fits: true, unbiased: true };
  const because = reasons.join("; ");
  return {
    fits: true,
    unbiased: false,
    because,
    ...(curved !== undefined && { against: "objective" }),
  };
};

const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];

/** Every objective with every estimator at every law, and the verdict. */
export const allPairs = (): (Required<Omit<Pair, "draws">> & { readonly verdict: Verdict })[] =>
  keys(objectiveKinds).flatMap((objective) =>
    keys(estimatorKinds).flatMap((estimator) =>
      keys(abilities).map((law) => ({
        objective,
        estimator,
        law,
        verdict: verdictOn({ objective, estimator, law }),
      })),
    ),
  );
