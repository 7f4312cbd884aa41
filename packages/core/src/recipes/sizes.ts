import type { ModelOptions } from "../models/vae.ts";

/** Sizes for other data than MNIST, and another beginning. */
export type RecipeSizes = Partial<Omit<ModelOptions, "likelihood">>;

/** The essay's: MNIST, one hidden layer, 20 units. */
export const sizes = { dataSize: 784, latentSize: 20, hidden: [400] };
