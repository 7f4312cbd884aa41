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
import type { Point } from "../distributions/point.ts";
import type { FamilyName, PosteriorOf } from "../families/families.ts";

/** What an estimator may need of q(z|x), by name. */
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

/** The lack of each capability in words, as in "normal codes have no relaxation". */
export const lacking: Readonly<Record<Capability, string>> = {
  density: "no density",
  draws: "no draws with a density",
  path: "no draws that are differentiable in their parameters",
  stop: "no density with constant parameters",
  relaxation: "no relaxation",
  states: "infinitely many values",
  mean: "no mean",
  weak: "no derivative that is a difference of distributions",
};

/** The types of q(z|x) by the kind of the codes: every family, and the point of an autoencoder. */
export type CodeDistributions = { readonly [F in FamilyName]: PosteriorOf<F> } & {
  readonly point: Point;
};
/** The name of a kind of codes. */
export type CodeKind = keyof CodeDistributions;

type Able<Q> = { readonly [C in Capability]: Q extends Capabilities[C] ? true : false };

/** The capabilities of each kind of codes. A value that contradicts the types does not compile. */
export const abilities: { readonly [L in CodeKind]: Able<CodeDistributions[L]> } = {
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

/** The intersection of capabilities: `WithAll<"path" | "stop">` is `Reparameterizable & Stoppable`. */
export type WithAll<C extends Capability> = (
  C extends Capability
    ? (q: Capabilities[C]) => void
    : never
) extends (q: infer Intersection) => void
  ? Intersection
  : never;
