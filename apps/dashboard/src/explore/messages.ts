/** Samples of a data set, in the units of the data. */
export interface Samples {
  readonly name: string;
  /** N·D values. */
  readonly values: Float32Array;
  /** The axes of a sample: [H, W, C] or [D]. */
  readonly axes: readonly number[];
  /** Names of a vector's values. */
  readonly columns?: readonly string[] | undefined;
  /** The class of each sample: N. */
  readonly labels?: Float32Array | undefined;
  readonly classes?: readonly string[] | undefined;
}

/** A run whose model is loaded: its codes of the first samples. K units, N samples. */
export interface OpenedRun {
  readonly backend: string;
  readonly latentSize: number;
  /** The axes of a sample: [H, W, C] or [D]. */
  readonly axes: readonly number[];
  readonly columns?: readonly string[] | undefined;
  readonly count: number;
  readonly labels?: Float32Array | undefined;
  readonly classes?: readonly string[] | undefined;
  /** The values that are drawn darkest and brightest. */
  readonly range: readonly [number, number];
  /** E[z|x]: N·K. */
  readonly means: Float32Array;
  /** Standard deviations of q(z|x): N·K; absent for autoencoders. */
  readonly sds?: Float32Array | undefined;
  /** Whether the prior is another than N(0, I). */
  readonly hasLearnedPrior: boolean;
  /** KL of each unit, averaged over the samples: K; absent for autoencoders and learned priors. */
  readonly unitRates?: Float32Array | undefined;
  /** KL(q(z|x)‖p(z)) of each sample, estimated from a draw for learned priors: N; absent for autoencoders. */
  readonly rates?: Float32Array | undefined;
  /** log p(x|z) of each sample at one draw of z: N. */
  readonly reconstructions: Float32Array;
  /** Of a conditional model: the classes that it is given, and the class of each sample among them, N. */
  readonly condition?:
    | { readonly classes: readonly string[]; readonly labels: Int32Array }
    | undefined;
}

/** A sample that the user drew or chose from a file, as the model sees it. */
export interface Encoded {
  /** E[z|x]: K. */
  readonly mean: Float32Array;
  /** Standard deviations of q(z|x): K. */
  readonly sd?: Float32Array | undefined;
  /** decode(E[z|x]): D. */
  readonly reconstruction: Float32Array;
  /** The ELBO; log p(x|z) for an autoencoder. */
  readonly score: number;
}

/** What the worker does for the page. A conditional model needs the class that it is given. */
export interface Explorer {
  /** Loads the model of a checkpoint, and the first samples of its test data. */
  open(checkpointUrl: string, first: number): Promise<OpenedRun>;
  /** The values of a sample: D. */
  original(index: number): Float32Array;
  /** Means of p(x|z): M·K → M·D. */
  decode(z: Float32Array, label?: number): Float32Array;
  encode(x: Float32Array, label?: number): Encoded;
  /**
   * Decoded draws of the prior: count·D. Draws of N(0, I) for an autoencoder. Without a class, those of a
   * conditional model are drawn from their shares.
   */
  fromPrior(count: number, seed: number, label?: number): Float32Array;
  /** Decoded draws of q(z|x) for samples drawn at random, given their own classes: count·D. */
  fromAggregate(count: number, seed: number): Float32Array;
  /** Codes from one sample's to another's where the aggregate posterior has density: steps·K. */
  aggregatePath(from: number, to: number, steps: number): Float32Array;
}
