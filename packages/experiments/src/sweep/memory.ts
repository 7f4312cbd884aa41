import { freemem, totalmem } from "node:os";
import { sum } from "@vae-lab/statistics";
import type { TrialConfig } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";

const bytesPerNumber = 4;

/** A parameter, its gradient, the two moments of Adam and the copy that a snapshot makes. */
const copiesOfParameters = 5;

/** An activation, its gradient and a temporary of the step. */
const copiesOfActivations = 3;

/** What decides the memory that a step takes. */
interface Sizes {
  readonly latent: number;
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly samples: number;
  /** Components of a learned prior; 0 of others. */
  readonly components: number;
}

/** What a model has beside an encoder, codes and a decoder. */
interface More {
  /** Whether the components of the prior are encoded pseudo-inputs. */
  readonly hasPseudoInputs: boolean;
  /** Widths of the networks between two layers of codes, from below and from above. */
  readonly between: readonly (readonly number[])[];
}

/** The part that names each size in a config. */
const keys: Readonly<Record<keyof Sizes, string>> = {
  latent: "model.latent",
  hidden: "model.hidden",
  batchSize: "batchSize",
  samples: "estimator.samples",
  components: "model.prior.components",
};

const samplesOf = ({ estimator, inference }: TrialConfig): number => {
  const groups = inference?.kind === "miwae" ? inference.groups : 1;
  const own = inference?.kind === "reweighted-wake-sleep" ? inference.samples : 1;
  return (estimator?.samples ?? own) * groups;
};

/** Weights between layers of these widths. */
export const weightsBetween = (widths: readonly number[]): number =>
  sum(widths.slice(1).map((width, index) => (widths[index] ?? 0) * width));

/**
 * The widths of the layers of encoder and decoder, with D at the end that has the data; of networks that
 * are not dense, the layers between the codes and the images alone, without `dataSize`.
 */
export const widthsOf = (
  { latent, hidden }: Pick<Sizes, "latent" | "hidden">,
  dataSize: number | undefined,
): { readonly encoder: readonly number[]; readonly decoder: readonly number[] } => {
  const ends = dataSize === undefined ? [] : [dataSize];
  return {
    encoder: [...ends, ...hidden, 2 * latent],
    decoder: [latent, ...hidden.toReversed(), ...ends],
  };
};

const bytesOf = (sizes: Sizes & More, dataSize: number | undefined): number => {
  const { batchSize, samples, latent, components, hasPseudoInputs, between } = sizes;
  const { encoder, decoder } = widthsOf(sizes, dataSize);
  const perComponent = hasPseudoInputs ? (dataSize ?? 0) : 2 * latent + 1;
  const parameters =
    sum([encoder, decoder, ...between].map(weightsBetween)) + components * perComponent;
  // The density of a mixture compares each draw with each component
  const perDraw = sum([...decoder, ...between.flat()]) + components * latent;
  const activations =
    batchSize * (sum(encoder) + samples * perDraw) +
    (hasPseudoInputs ? components * sum(encoder) : 0);
  return bytesPerNumber * (copiesOfParameters * parameters + copiesOfActivations * activations);
};

/** The networks between two layers of codes, of which the lower has `latent` units. */
const betweenOf = ({ model }: TrialConfig): More["between"] => {
  if (model.kind !== "vae" || model.codes?.kind !== "two-layers") return [];
  const { top, between } = model.codes;
  return [
    [model.latent, ...between, 2 * top],
    [top, ...between.toReversed(), 2 * model.latent],
  ];
};

export const sizesOf = (config: TrialConfig, trainSize: number): Sizes & More => {
  const { latent, hidden } = config.model;
  const { codes, prior } =
    config.model.kind === "vae" ? config.model : { codes: undefined, prior: undefined };
  return {
    latent: latent * (codes?.kind === "categorical" ? codes.classes : 1),
    hidden,
    batchSize: Math.min(config.batchSize, trainSize),
    samples: samplesOf(config),
    components: prior?.components ?? 0,
    hasPseudoInputs: prior?.kind === "vamp",
    between: betweenOf(config),
  };
};

const isDense = ({ model }: TrialConfig): boolean =>
  model.kind !== "vae" ||
  ((model.encoder ?? "dense") === "dense" && (model.decoder ?? "dense") === "dense");

/** The width of the data, if dense layers have it at their end. */
export const denseSizeOf = (
  config: TrialConfig,
  { dataSize }: Pick<DataSize, "dataSize">,
): number | undefined => (isDense(config) ? dataSize : undefined);

/** The data that a trial trains on, as far as its memory depends on them. */
export interface DataSize {
  /** D, the number of values of a sample. */
  readonly dataSize: number;
  readonly trainSize: number;
}

/**
 * About how many bytes a training step takes beside TensorFlow and the data: a lower bound for networks
 * that are not dense, of which only the layers between the codes and the images count.
 */
export const stepBytes = (config: TrialConfig, data: DataSize): number =>
  bytesOf(sizesOf(config, data.trainSize), denseSizeOf(config, data));

/** The key of a config whose size takes most of the memory. */
const largestOf = (sizes: Sizes & More, dataSize: number | undefined): keyof Sizes => {
  const smaller: Record<keyof Sizes, Sizes & More> = {
    latent: { ...sizes, latent: 1 },
    hidden: { ...sizes, hidden: sizes.hidden.map(() => 1) },
    batchSize: { ...sizes, batchSize: 1 },
    samples: { ...sizes, samples: 1 },
    components: { ...sizes, components: Math.min(1, sizes.components) },
  };
  const names = Object.keys(smaller) as (keyof Sizes)[];
  return names.reduce((best, name) =>
    bytesOf(smaller[name], dataSize) < bytesOf(smaller[best], dataSize) ? name : best,
  );
};

let known: number | undefined;

/** The memory that this process may use, in bytes: the machine's or its container's. */
const availableMemory = (): number => {
  if (known === undefined) {
    const limit = process.constrainedMemory?.() ?? 0;
    known = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  }
  return known;
};

const gigabytes = (bytes: number): string => `${Number((bytes / 1e9).toPrecision(2))} GB`;

/** @throws InputError if a training step takes more memory than there is */
export const requireMemory = (
  config: TrialConfig,
  data: DataSize,
  available = availableMemory(),
): void => {
  const needed = stepBytes(config, data);
  if (needed <= available) return;
  const sizes = sizesOf(config, data.trainSize);
  const key = largestOf(sizes, denseSizeOf(config, data));
  throw new InputError(
    `cannot train the model: a step takes about ${gigabytes(needed)} of memory, and there are ${gigabytes(available)}; reduce ${keys[key]} (got ${JSON.stringify(sizes[key])})`,
  );
};

/** What a worker process takes before it trains: Node and TensorFlow. */
const idleWorkerBytes = 650e6;

/** The data as they are read and as a tensor. */
const copiesOfData = 2;

/** About how many bytes a worker process takes that runs a trial. */
export const workerBytes = (config: TrialConfig, data: DataSize): number =>
  idleWorkerBytes +
  copiesOfData * bytesPerNumber * data.trainSize * data.dataSize +
  stepBytes(config, data);

/** The memory that is free for this process and its children, in bytes. */
const freeMemory = (): number => process.availableMemory?.() ?? freemem();

/** How many of some workers fit into the free memory, at least one, and a notice if that is fewer. */
export const workersThatFit = (
  workers: number,
  bytes: number,
  free = freeMemory(),
): { readonly count: number; readonly notice?: string } => {
  const count = Math.max(1, Math.min(workers, Math.floor(free / bytes)));
  if (count === workers) return { count };
  const notice = `${count} of ${workers} workers: each takes about ${gigabytes(bytes)} of memory, and ${gigabytes(free)} are free`;
  return { count, notice };
};
