import { recipes, type Trainable } from "@vae-lab/core";

type RecipeName = keyof typeof recipes;

/** What recipes are given beside the sizes of their model: numbers at which twelve pixels do not drown. */
const own: Partial<Record<RecipeName, object>> = {
  betaVae: { beta: 2 },
  capacityVae: { gamma: 10, capacity: 3 },
  convolutionalVae: { image: { width: 4, height: 3, channels: [2, 3] } },
  perObservationVae: { rows: 40 },
  vampPriorVae: { components: 4 },
  mixturePriorVae: { components: 4 },
  infoVae: { lambda: 10 },
  twoLayerVae: { topSize: 2 },
  semiAmortisedVae: { steps: 3 },
};

/** Every recipe of core with these sizes. */
export const everyRecipe = (sizes: object): [RecipeName, Trainable][] =>
  (Object.keys(recipes) as RecipeName[]).map((name) => {
    const recipe: (options: object) => Trainable = recipes[name] as never;
    return [name, recipe({ ...sizes, ...own[name] })];
  });
