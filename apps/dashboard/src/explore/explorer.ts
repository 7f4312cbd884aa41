import {
  codes,
  elboTerms,
  reconstructionLogLikelihood,
  rng,
  type TrainedModel,
} from "@vae-lab/core";
import type {
  ConditionDescription,
  LearnedPriorVae,
  LoadedModel,
  SampleLabels,
} from "@vae-lab/core/checkpoints";
import { applyTransform } from "@vae-lab/core/data";
import { hasExactRate, monteCarloElboTerms } from "@vae-lab/core/evaluation";
import { type FamilyVae, withLabels } from "@vae-lab/core/models";
import { aggregatePath } from "./aggregate-path.ts";
import { drawnRange } from "./drawn-range.ts";
import type { Encoded, Explorer, OpenedRun, Samples } from "./messages.ts";

type Posterior = ReturnType<FamilyVae["posterior"]>;
type Prior = ReturnType<FamilyVae["prior"]>;

/** The noise of estimates; samples that a user asks for have a seed of their own. */
const noise = rng(0).fold("explorer");

const sdsOf = (logVariance: Float32Array | undefined) =>
  logVariance && Float32Array.from(logVariance, (value) => Math.exp(value / 2));

const cannotExplore = (reason: string): Error => new Error(`cannot explore the run: ${reason}`);

/** The labels of samples as a conditional model numbers its classes, which are the same by their name. */
const labelsAmong = (
  { classes }: ConditionDescription,
  { labels, classes: names = [], name }: Samples,
): Int32Array => {
  if (labels === undefined)
    throw cannotExplore(`its model is conditional on labels, and ${name} has none`);
  return Int32Array.from(labels, (label) => {
    const own = names[label] ?? String(label);
    const found = classes.indexOf(own);
    if (found < 0)
      throw cannotExplore(
        `its model is not given the class ${own} of ${name}, but ${classes.join(", ")}`,
      );
    return found;
  });
};

/** @throws Error for data that are none of the model's, and for codes that the map cannot show */
const requireExplorable = ({ description, sampleShape }: LoadedModel, { axes }: Samples): void => {
  if (axes.join() !== sampleShape.join())
    throw cannotExplore(
      `its model takes samples of shape ${sampleShape.join("×")}, and the data have ${axes.join("×")}`,
    );
  if (description.kind === "vae" && description.family === "two-layers")
    throw cannotExplore("its codes have two layers, and the map shows codes of one");
  if (description.kind === "vae" && description.family !== "normal")
    throw cannotExplore("its codes are discrete, and the map needs continuous ones");
};

/** What the page asks of a model and samples of its data. All values are in the units of the data. */
export const explorerOf = (model: LoadedModel, samples: Samples, backend: string) => {
  requireExplorable(model, samples);
  const { trained, description, latentSize: K } = model;
  const D = samples.axes.reduce((product, length) => product * length, 1);
  const { transform } = description;
  const count = samples.values.length / D;
  const condition =
    description.kind === "vae" && description.family === "normal"
      ? description.condition
      : undefined;
  const ownLabels = condition && labelsAmong(condition, samples);
  const options = (labels: SampleLabels | undefined) =>
    condition === undefined || labels === undefined ? {} : { labels };
  const each = (label: number | undefined, rows: number) =>
    condition && new Array<number>(rows).fill(label ?? 0);

  /** Samples as the model takes them. */
  const taken = (x: Float32Array, labels: ArrayLike<number> | undefined): Float32Array => {
    const values = transform === undefined ? x : applyTransform(transform, x, D);
    return condition && labels ? withLabels(values, labels, condition.classes.length) : values;
  };

  /**
   * The moments of q(z|x), log p(x|z) at one draw of z, and the rate where there is one: of that draw, if
   * the prior is learned.
   */
  const termsOf = (x: Float32Array, labels: ArrayLike<number> | undefined) => {
    const rows = taken(x, labels);
    if ("prior" in trained.model) {
      const subject = trained as TrainedModel<FamilyVae | LearnedPriorVae>;
      return hasExactRate(subject)
        ? elboTerms<Posterior, Prior>(subject as TrainedModel<FamilyVae>, rows, { rng: noise })
        : monteCarloElboTerms(subject, rows, { rng: noise });
    }
    const { mean } = codes(trained, rows);
    return { mean, reconstruction: reconstructionLogLikelihood(trained, rows, mean) };
  };

  const terms: Partial<ReturnType<typeof elboTerms>> & ReturnType<typeof termsOf> = termsOf(
    samples.values,
    ownLabels,
  );
  const opened: OpenedRun = {
    backend,
    latentSize: K,
    axes: samples.axes,
    columns: samples.columns,
    count,
    labels: samples.labels,
    classes: samples.classes,
    range: drawnRange(samples.values, samples.axes),
    means: terms.mean,
    sds: sdsOf(terms.logVariance),
    unitRates: terms.unitRate,
    rates: terms.rate,
    reconstructions: terms.reconstruction,
    hasLearnedPrior:
      description.kind === "vae" &&
      description.family === "normal" &&
      description.prior !== undefined,
    condition: condition && ownLabels && { classes: condition.classes, labels: ownLabels },
  };

  const original = (index: number): Float32Array =>
    samples.values.slice(index * D, (index + 1) * D);

  const decode = (z: Float32Array, label?: number): Float32Array =>
    model.decode(z, options(each(label, z.length / K))).values;

  const encode = (x: Float32Array, label?: number): Encoded => {
    const found: typeof terms = termsOf(x, each(label, 1));
    return {
      mean: found.mean,
      sd: sdsOf(found.logVariance),
      reconstruction: decode(found.mean, label),
      score: (found.reconstruction[0] ?? Number.NaN) - (found.rate?.[0] ?? 0),
    };
  };

  const fromPrior = (samplesWanted: number, seed: number, label?: number): Float32Array =>
    "prior" in trained.model
      ? model.sample(samplesWanted, { seed, ...options(label) }).values
      : decode(
          rng(seed)
            .fold("codes")
            .normals(samplesWanted * K),
        );

  const fromAggregate = (samplesWanted: number, seed: number): Float32Array => {
    const stream = rng(seed).fold("aggregate");
    const which = Array.from(stream.fold("samples").uniforms(samplesWanted), (u) =>
      Math.floor(u * count),
    );
    const draws = stream.fold("codes").normals(samplesWanted * K);
    const z = draws.map((draw, i) => {
      const at = (which[Math.floor(i / K)] ?? 0) * K + (i % K);
      return (opened.means[at] ?? 0) + (opened.sds?.[at] ?? 0) * draw;
    });
    const labels = ownLabels && which.map((index) => ownLabels[index] ?? 0);
    return model.decode(z, options(labels)).values;
  };

  return {
    opened,
    original,
    decode,
    encode,
    fromPrior,
    fromAggregate,
    aggregatePath: (from: number, to: number, steps: number) =>
      aggregatePath(opened, { from, to, steps }),
  } satisfies Omit<Explorer, "open"> & { opened: OpenedRun };
};
