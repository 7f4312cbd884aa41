import { elboTerms, type Rng, type TrainedModel } from "@vae-lab/core";
import type { Divergence } from "@vae-lab/core/divergences";
import {
  type ElboTerms,
  monteCarloElboTerms,
  type RunEvalFunction,
} from "@vae-lab/core/evaluation";
import type { FamilyVae } from "@vae-lab/core/models";
import { type AnyVae, isExactVae } from "./kinds-of-models.ts";

type Posterior = ReturnType<FamilyVae["posterior"]>;
type Prior = ReturnType<FamilyVae["prior"]>;

interface TermsOptions {
  readonly rng: Rng;
  /** Samples of z per row. Default: 1. */
  readonly samples?: number;
  /** A divergence to evaluate in addition; only where the rate has a closed form. */
  readonly regulariser?: Divergence<never, never> | undefined;
  readonly run: RunEvalFunction;
}

/** The terms of the ELBO of a VAE of any kind. */
export interface TermsOfElbo extends Omit<ElboTerms, "unitRate" | "unitRates"> {
  /** Absent where KL(q(z|x)‖p(z)) has no closed form: the rate is then an estimate from the samples. */
  readonly unitRate?: Float32Array;
  readonly unitRates?: Float32Array;
}

/** The ELBO's terms of each row, the rate in closed form where it has one, else by Monte Carlo. */
export const termsOfElbo = (
  trained: TrainedModel<AnyVae>,
  rows: Float32Array,
  { regulariser, ...options }: TermsOptions,
): TermsOfElbo =>
  isExactVae(trained)
    ? elboTerms<Posterior, Prior>(trained, rows, {
        ...options,
        ...(regulariser && { regulariser: regulariser as Divergence<Posterior, Prior> }),
      })
    : monteCarloElboTerms(trained, rows, options);
