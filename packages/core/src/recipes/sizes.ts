import type { ModelOptions } from "../models/vae.ts";
import { namesOfBoth, type OptionNames, withOptions } from "../options.ts";

/** Sizes for other data than MNIST, and another beginning. */
export interface RecipeSizes extends Partial<Omit<ModelOptions, "likelihood">> {}

/** The essay's: MNIST, one hidden layer, 20 units. */
export const sizes = { dataSize: 784, latentSize: 20, hidden: [400] };

export const sizeNames: OptionNames<RecipeSizes> = {
  dataSize: "optional",
  latentSize: "optional",
  hidden: "optional",
  conditionSize: "optional",
  initialiser: "optional",
  body: "optional",
  decoder: "optional",
};

/** A recipe with its options checked: those of its model, and its own. */
export const recipe = <Own extends object, R>(
  name: string,
  own: OptionNames<Own>,
  make: (options: RecipeSizes & Own) => R,
) => withOptions<RecipeSizes & Own, R>(name, namesOfBoth(sizeNames, own), make);
