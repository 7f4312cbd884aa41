import { abilities, type Capability, type CodeKind, lacking } from "./capabilities.ts";

/** What an objective needs an estimator for. */
const estimands = {
  expectation: "E f(z)",
  weights: "E F(log w₁ … log w_K)",
  own: "nothing",
};
type Estimand = keyof typeof estimands;

interface ObjectiveFacts<E extends Estimand> {
  readonly estimand: E;
  /** Whether F is linear in the log-weights, for any K. */
  readonly isLinear?: true;
  /** Why the objective or its gradient is biased with finitely many draws. */
  readonly bias?: string;
}
const objective = <E extends Estimand>(
  estimand: E,
  facts: Omit<ObjectiveFacts<E>, "estimand"> = {},
) => ({ estimand, ...facts });

/** Every kind of objective, with what it needs an estimator for. */
export const objectiveKinds = {
  elbo: objective("expectation"),
  "reconstruction-only": objective("expectation"),
  "monte-carlo-elbo": objective("weights", { isLinear: true }),
  iwae: objective("weights"),
  miwae: objective("weights"),
  ciwae: objective("weights"),
  "vr-alpha": objective("weights", {
    bias: "the mean of the Rényi bound with K draws is below its limit for α < 1 and above it for α > 1; the gradient of that mean is unbiased",
  }),
  "reweighted-wake-sleep": objective("own", {
    bias: "wake-φ normalises K weights by their own sum, a bias of order 1/K; sleep has none",
  }),
} satisfies Record<string, ObjectiveFacts<Estimand>>;
/** The name of an objective. */
export type ObjectiveKind = keyof typeof objectiveKinds;

interface EstimatorFacts<C extends Capability = Capability> {
  readonly needs: readonly C[];
  /** The fewest draws in a bound; 1 by default. */
  readonly minDraws?: number;
  /** Why the estimator is biased unless F is linear. */
  readonly biasUnlessLinear?: string;
  /** Why the estimator is biased with any number of draws. */
  readonly bias?: string;
}

const estimator = <C extends Capability>(
  needs: readonly C[],
  facts: Omit<EstimatorFacts, "needs"> = {},
): EstimatorFacts<C> => ({ needs, ...facts });

/**
 * Every kind of estimator, with the capabilities that it needs of q(z|x) for each estimand: exactly
 * those in its type, which the tests compare.
 */
export const estimatorKinds = {
  none: { own: estimator(["density", "draws"]) },
  pathwise: { expectation: estimator(["path"]), weights: estimator(["path", "density"]) },
  "score-function": { expectation: estimator(["draws"]), weights: estimator(["draws"]) },
  "leave-one-out": {
    expectation: estimator(["draws"], { minDraws: 2 }),
    weights: estimator(["draws"], { minDraws: 2 }),
  },
  nvil: { expectation: estimator(["draws"]) },
  "measure-valued": { expectation: estimator(["draws", "weak"]) },
  "straight-through": {
    expectation: estimator(["draws", "states", "mean"], {
      bias: "it uses the slope of f at hard codes in place of a difference of values: exact only for linear f",
    }),
  },
  "gumbel-softmax": {
    expectation: estimator(["relaxation"], {
      bias: "it evaluates f at relaxed codes, a bias of the order of the temperature",
    }),
  },
  "straight-through-gumbel-softmax": {
    expectation: estimator(["relaxation"], {
      bias: "it uses the slope of f at hard codes: at low temperature exact only for quadratic f",
    }),
  },
  rebar: { expectation: estimator(["draws", "relaxation"]) },
  vimco: { weights: estimator(["draws"], { minDraws: 2 }) },
  "sticking-the-landing": {
    weights: estimator(["path", "stop"], {
      biasUnlessLinear:
        "the score that it omits is weighted by ∂F/∂log w, so its mean is not zero; use dreg",
    }),
  },
  dreg: { weights: estimator(["path", "stop"]) },
} satisfies Record<string, Partial<Record<Estimand, EstimatorFacts>>>;
/** The name of a gradient estimator. */
export type EstimatorKind = keyof typeof estimatorKinds;

type AbilitiesOf<K extends CodeKind> = {
  [C in Capability]: (typeof abilities)[K][C] extends true ? C : never;
}[Capability];

/** Whether an objective, an estimator and codes fit together, as a type. */
export type Fits<O extends ObjectiveKind, E extends EstimatorKind, K extends CodeKind> =
  (typeof estimatorKinds)[E] extends Record<
    (typeof objectiveKinds)[O]["estimand"],
    { readonly needs: readonly (infer C)[] }
  >
    ? [C] extends [AbilitiesOf<K>]
      ? true
      : false
    : false;

/** A combination to look up. */
export interface Pair {
  readonly objective: ObjectiveKind;
  readonly estimator: EstimatorKind;
  /** "normal" by default. */
  readonly codes?: CodeKind;
  /** The draws in a bound or of an expectation's estimate; not checked by default. */
  readonly draws?: number;
}

/** Whether a combination fits, and whether its gradient is unbiased, with the reason if not. */
export type Verdict =
  | { readonly fits: true; readonly unbiased: true }
  | {
      readonly fits: true;
      readonly unbiased: false;
      readonly because: string;
      /** "objective" where the same estimator would be unbiased for another objective. */
      readonly against?: "objective";
    }
  | {
      readonly fits: false;
      readonly because: string;
      /** The part that the estimator does not fit. */
      readonly against: "objective" | "codes" | "draws";
    };

/** Looks up whether a combination fits, whether its gradient is unbiased, and why not. */
export const verdictOn = ({ objective, estimator, codes = "normal", draws }: Pair): Verdict => {
  const { estimand, isLinear, bias }: ObjectiveFacts<Estimand> = objectiveKinds[objective];
  const byEstimand: Partial<Record<Estimand, EstimatorFacts>> = estimatorKinds[estimator];
  const facts = byEstimand[estimand];
  if (facts === undefined) {
    const estimated = (Object.keys(byEstimand) as Estimand[]).map((kind) => estimands[kind]);
    const need =
      estimand === "own"
        ? "defines its own gradient and takes no estimator"
        : `needs an estimator of ${estimands[estimand]}`;
    return {
      fits: false,
      against: "objective",
      because: `${objective} ${need}; ${estimator} estimates ${estimated.join(" or ")}`,
    };
  }
  const missing = facts.needs.find((capability) => !abilities[codes][capability]);
  if (missing !== undefined)
    return { fits: false, against: "codes", because: `${codes} codes have ${lacking[missing]}` };
  const { minDraws = 1, biasUnlessLinear, bias: always } = facts;
  const tooFew = (because: string): Verdict => ({ fits: false, against: "draws", because });
  if (draws !== undefined && draws < minDraws)
    return tooFew(`${estimator} needs ≥ ${minDraws} draws, got ${draws}`);
  if (objective === "reweighted-wake-sleep" && draws === 1)
    return tooFew("the normalised weight of one draw is always 1, so q cannot learn from it");
  const ofCurvature = isLinear || draws === 1 ? undefined : biasUnlessLinear;
  const reasons = [
    ...(always === undefined ? [] : [always]),
    ...(ofCurvature === undefined ? [] : [ofCurvature]),
    ...(bias === undefined || draws === 1 ? [] : [bias]),
  ];
  if (reasons.length === 0) return { fits: true, unbiased: true };
  const because = reasons.join("; ");
  return {
    fits: true,
    unbiased: false,
    because,
    ...(ofCurvature !== undefined && { against: "objective" }),
  };
};

const keys = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];

/** Every objective with every estimator and every kind of codes, and the verdict. */
export const allPairs = (): (Required<Omit<Pair, "draws">> & { readonly verdict: Verdict })[] =>
  keys(objectiveKinds).flatMap((objective) =>
    keys(estimatorKinds).flatMap((estimator) =>
      keys(abilities).map((codes) => ({
        objective,
        estimator,
        codes,
        verdict: verdictOn({ objective, estimator, codes }),
      })),
    ),
  );
