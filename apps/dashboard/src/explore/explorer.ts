import { codes, elboTerms, reconstructionLogLikelihood, rng } from "@vae-lab/core";
import type { LoadedModel } from "@vae-lab/core/checkpoints";
import { applyTransform } from "@vae-lab/core/data";
import type { FamilyVae } from "@vae-lab/core/models";
import { drawnRange } from "./drawn-range.ts";
import type { Encoded, Explorer, OpenedRun, Samples } from "./messages.ts";

type Posterior = ReturnType<FamilyVae["posterior"]>;
type Prior = ReturnType<FamilyVae["prior"]>;

/** The noise of estimates; samples that a user asks for have a seed of their own. */
const noise = rng(0).fold("explorer");

const sdsOf = (logVariance: Float32Array | undefined) =>
  logVariance && Float32Array.from(logVariance, (value) => Math.exp(value / 2));

/** What the page asks of a model and samples of its data. All values are in the units of the data. */
export const explorerOf = (model: LoadedModel, samples: Samples, backend: string) => {
  const { trained, description, latentSize: K } = model;
  const { dataSize: D } = trained.model;
  const { transform } = description;
  const taken = (x: Float32Array) =>
    transform === undefined ? x : applyTransform(transform, x, D);
  const count = samples.values.length / D;
  if (samples.axes.join() !== model.sampleShape.join())
    throw new Error(
      `cannot explore the run: its model takes samples of shape ${model.sampleShape.join("×")}, and the data have ${samples.axes.join("×")}`,
    );
  if (description.kind === "vae" && description.family !== "normal")
    throw new Error(
      "cannot explore the run: its codes are discrete, and the map needs continuous ones",
    );

  if (description.kind === "vae" && description.family === "normal" && description.condition)
    throw new Error(
      "cannot explore the run: its model is conditional on labels, which this page does not choose yet; use vae-lab sample --label, reconstruct and interpolate",
    );

  /** log p(x|z) at one draw of z, and the rate where there is one. */
  const termsOf = (x: Float32Array) => {
    if ("prior" in trained.model) {
      const { reconstruction, rate, unitRate } = elboTerms<Posterior, Prior>(
        { model: trained.model, parameters: trained.parameters },
        x,
        { rng: noise },
      );
      return { reconstruction, rate, unitRate };
    }
    return { reconstruction: reconstructionLogLikelihood(trained, x, codes(trained, x).mean) };
  };

  const opened = (): OpenedRun => {
    const x = taken(samples.values);
    const { mean, logVariance } = model.encode(samples.values);
    const { reconstruction, rate, unitRate } = termsOf(x);
    return {
      backend,
      latentSize: K,
      axes: samples.axes,
      columns: samples.columns,
      count,
      labels: samples.labels,
      classes: samples.classes,
      range: drawnRange(samples.values, samples.axes),
      means: mean.values,
      sds: sdsOf(logVariance?.values),
      unitRates: unitRate,
      rates: rate,
      reconstructions: reconstruction,
    };
  };

  const original = (index: number): Float32Array =>
    samples.values.slice(index * D, (index + 1) * D);

  const encode = (x: Float32Array): Encoded => {
    const { mean, logVariance } = model.encode(x);
    const { reconstruction, rate } = termsOf(taken(x));
    return {
      mean: mean.values,
      sd: sdsOf(logVariance?.values),
      reconstruction: model.decode(mean.values).values,
      score: (reconstruction[0] ?? Number.NaN) - (rate?.[0] ?? 0),
    };
  };

  const fromPrior = (samplesWanted: number, seed: number): Float32Array =>
    "prior" in trained.model
      ? model.sample(samplesWanted, { seed }).values
      : model.decode(
          rng(seed)
            .fold("codes")
            .normals(samplesWanted * K),
        ).values;

  const fromAggregate = (samplesWanted: number, seed: number): Float32Array => {
    const stream = rng(seed).fold("aggregate");
    const which = stream.fold("samples").uniforms(samplesWanted);
    const x = new Float32Array(samplesWanted * D);
    for (const [i, u] of which.entries()) x.set(original(Math.floor(u * count)), i * D);
    const { mean, logVariance } = model.encode(x);
    const draws = stream.fold("codes").normals(samplesWanted * K);
    const sds = sdsOf(logVariance?.values);
    const z = mean.values.map((value, i) => value + (sds?.[i] ?? 0) * (draws[i] ?? 0));
    return model.decode(z).values;
  };

  return {
    opened,
    original,
    encode,
    decode: (z: Float32Array) => model.decode(z).values,
    fromPrior,
    fromAggregate,
  } satisfies Omit<Explorer, "open"> & { opened: () => OpenedRun };
};
