/** A model as a graphical model: what is drawn from what, with the names of the distributions. */
export interface ModelGraph {
  /** The latent code. An autoencoder's is a function of x, not a random variable. */
  readonly latent: { readonly isRandom: boolean; readonly text: string };
  /** A second layer of latent variables, z₂, above the first, with the arrows between them. */
  readonly upper?: {
    readonly text: string;
    /** p(z₁|z₂), from the upper layer to the lower. */
    readonly decoder: string;
    /** q(z₂|z₁), from the lower layer to the upper. */
    readonly encoder: string;
  };
  /** What the data are called, and their size or name. */
  readonly observed: { readonly name: string; readonly text: string };
  /** p(x|z), from the code to the data. */
  readonly decoder: string;
  /** q(z|x), from the data to the code, or the function that gives the code. */
  readonly encoder: string;
}
