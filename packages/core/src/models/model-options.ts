import type { NormalFamilyOptions } from "../families/normal.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import type { MakeBody } from "./body.ts";
import type { MakeDecoder } from "./decoder.ts";
import { type Sizes, sizeNames } from "./sizes.ts";

/** The networks and the likelihood of a model. */
export interface NetworkOptions extends Sizes {
  /** Default: Bernoulli. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
  /** The layers before the encoder's heads. Default: dense. */
  readonly body?: MakeBody;
  /** Default: dense. */
  readonly decoder?: MakeDecoder;
}

export const networkOptionNames = {
  ...sizeNames,
  likelihood: "optional",
  body: "optional",
  decoder: "optional",
} as const;

/** The options of a VAE with a normal posterior. */
export interface ModelOptions extends NetworkOptions, NormalFamilyOptions {}

export const modelOptionNames = { ...networkOptionNames, maxLogVariance: "optional" } as const;
