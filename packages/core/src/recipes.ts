import * as discrete from "./recipes/discrete.ts";
import * as essay from "./recipes/essay.ts";
import * as weighted from "./recipes/importance-weighted.ts";
import * as models from "./recipes/models.ts";
import * as prevention from "./recipes/prevention.ts";
import * as regularised from "./recipes/regularised.ts";

export type { RecipeSizes } from "./recipes/sizes.ts";

const { denoising, ...essays } = essay;
const { iwaeVae, miwaeVae, ciwaeVae, vrAlphaVae, ...bounds } = weighted;

/** Papers as compositions: change a part with `{ ...recipe, objective: elbo({ beta: 4 }) }`. */
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
