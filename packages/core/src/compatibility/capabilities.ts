import type { BernoulliCodes } from "../distributions/bernoulli.ts";
import type { CategoricalCodes } from "../distributions/categorical.ts";
import type {
  Density,
  Distribution,
  Enumerable,
  Relaxable,
  Reparameterizable,
  Stoppable,
  WeaklyDifferentiable,
  WithMean,
} from "../distributions/distribution.ts";
import type { Normal } from "../distributions/normal.ts";
import type { Point } from "../distributions/point.ts";

/** What an estimator may ask of a law, by name. */
export interface Capabilities {
  density: Density;
  draws: Distribution;
  path: Reparameterizable;
  stop: Stoppable;
  relaxation: Relaxable;
  states: Enumerable;
  mean: WithMean;
  weak: WeaklyDifferentiable;
}
/** The name of something that a distribution can do. */
export type Capability = keyof Capabilities;

/** What a law does not have that lacks a capability: "… codes have …". */
export const lacking: Readonly<Record<Capability, string>> = {
  density: "no density",
  draws: "no draws with a density",
  path: "no draws that are differentiable in their parameters",
  stop: "no density to hold while draws follow their path",
  relaxation: "no relaxation",
  states: "infinitely many values",
  mean: "no mean",
  weak: "no derivative that is a difference of laws",
};

/** The laws that codes may have. */
export interface Laws {
  normal: Normal;
  bernoulli: BernoulliCodes;
  categorical: CategoricalCodes;
  point: Point;
}
/** The name of a kind of codes. */
export type LawKind = keyof Laws;

type Able<Q> = { readonly [C in Capability]: Q extends Capabilities[C] ? true : false };

/** Which law can do what: whatever the types say, or this does not compile. */
export const abilities: { readonly [L in LawKind]: Able<Laws[L]> } = {
  normal: {
    density: true,
    draws: true,
    path: true,
    stop: true,
    relaxation: false,
    states: false,
    mean: true,
    weak: true,
  },
  bernoulli: {
    density: true,
    draws: true,
    path: false,
    stop: false,
    relaxation: true,
    states: true,
    mean: true,
    weak: true,
  },
  categorical: {
    density: true,
    draws: true,
    path: false,
    stop: false,
    relaxation: true,
    states: true,
    mean: true,
    weak: true,
  },
  point: {
    density: false,
    draws: false,
    path: true,
    stop: false,
    relaxation: false,
    states: false,
    mean: true,
    weak: false,
  },
};

/** The capabilities together: `All<"path" | "stop">` is `Reparameterizable & Stoppable`. */
export type WithAll<C extends Capability> = (
  C extends Capability
    ? (law: Capabilities[C]) => void
    : never
) extends (law: infer Together) => void
  ? Together
  : never;
