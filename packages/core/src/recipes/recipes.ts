import * as discrete from "./discrete.ts";
import * as essay from "./essay.ts";
import * as weighted from "./importance-weighted.ts";
import * as models from "./models.ts";
import * as prevention from "./prevention.ts";
import * as regularised from "./regularised.ts";

export type { DiscreteSizes } from "./discrete.ts";
export type { AutoencoderSizes, RecipeSizes } from "./sizes.ts";

const { denoising, ...essays } = essay;
const { iwaeVae, miwaeVae, ciwaeVae, vrAlphaVae, ...bounds } = weighted;

/** Models of papers, ready to train. Change a part with `{ ...recipe, objective: elbo({ beta: 4 }) }`. */
export const recipes = {
  ...essays,
  ...bounds,
  iwae: iwaeVae,
  miwae: miwaeVae,
  ciwae: ciwaeVae,
  vrAlpha: vrAlphaVae,
  ...regularised,
  ...prevention,
  ...models,
  ...discrete,
  denoisingAutoencoder: denoising,
};
