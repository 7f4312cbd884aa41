import { recipes, type Trainable } from "../src/index.ts";

export type RecipeName = keyof typeof recipes;

/** The options that are given to a recipe beside the sizes of its model. */
const own: Partial<Record<RecipeName, readonly string[]>> = {
  betaVae: ["beta"],
  capacityVae: ["gamma", "capacity"],
  convolutionalVae: ["image"],
  perObservationVae: ["rows"],
  vampPriorVae: ["components"],
  mixturePriorVae: ["components"],
  infoVae: ["lambda"],
  twoLayerVae: ["topSize"],
  semiAmortisedVae: ["steps"],
};

/** A recipe with these sizes and what it takes of `others`. */
export const recipeOf = (
  name: RecipeName,
  sizes: object,
  others: Readonly<Record<string, unknown>>,
): Trainable => {
  const recipe: (options: object) => Trainable = recipes[name] as never;
  const chosen = (own[name] ?? []).flatMap((key) => (key in others ? [[key, others[key]]] : []));
  return recipe({ ...sizes, ...Object.fromEntries(chosen) });
};

export const recipeNames = Object.keys(recipes) as readonly RecipeName[];
