import type { ModelOptions } from "../models/model-options.ts";
import { namesOfBoth, type OptionNames, withOptions } from "../options.ts";

/** Sizes and initialisation; the defaults suit MNIST. */
export interface RecipeSizes extends Partial<Omit<ModelOptions, "likelihood">> {}

/** Default sizes: MNIST, one hidden layer of 400, 20 latent units. */
export const sizes = { dataSize: 784, latentSize: 20, hidden: [400] };

export const sizeNames: OptionNames<RecipeSizes> = {
  dataSize: "optional",
  latentSize: "optional",
  hidden: "optional",
  conditionSize: "optional",
  initialiser: "optional",
  body: "optional",
  decoder: "optional",
  maxLogVariance: "optional",
};

/** A recipe that checks its options: the model's and its own. */
export const recipe = <Own extends object, R>(
  name: string,
  own: OptionNames<Own>,
  make: (options: RecipeSizes & Own) => R,
) => withOptions<RecipeSizes & Own, R>(name, namesOfBoth(sizeNames, own), make);

/** The sizes of an autoencoder, whose codes have no variance. */
export interface AutoencoderSizes extends Omit<RecipeSizes, "maxLogVariance"> {}

const { maxLogVariance: _, ...autoencoderNames } = sizeNames;
export const autoencoderSizeNames: OptionNames<AutoencoderSizes> = autoencoderNames;
