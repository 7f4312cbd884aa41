import { z } from "zod";
import { InputError } from "../input-error.ts";
import { DatasetName, isOwn, named } from "./dataset.ts";
import { partsOfKinds, TrialConfig } from "./trial-config.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Defaults of kinds that have required keys, so that naming the kind is enough. */
const defaultsOfKind: Readonly<Record<string, Json>> = {
  "model=denoising-autoencoder": { corruption: { kind: "masking", rate: 0.25 } },
  "model.likelihood=gaussian": { variance: 0.1 },
  "model.likelihood=per-pixel-gaussian": { floor: 1e-3 },
};

const defaultModel = {
  kind: "vae",
  latent: 20,
  hidden: [400],
  likelihood: { kind: "bernoulli" },
} as const;

/** The VAE of Saghir's essay, 784-400-20 on MNIST. */
const defaultConfig = {
  dataset: { name: "mnist" },
  model: defaultModel,
  objective: { regulariser: "reverse-kl", beta: 1 },
  estimator: { kind: "pathwise" },
  optimizer: { kind: "adam" },
};

/** A part after a change of its kind: it keeps the keys that both kinds have. */
const asKind = (part: Json, path: string, kind: unknown): Json => {
  const keys = partsOfKinds[path]?.[String(kind)];
  if (keys === undefined || part.kind === kind) return part;
  const kept = Object.entries(part).filter(([key]) => keys.includes(key));
  return { ...Object.fromEntries(kept), ...defaultsOfKind[`${path}=${kind}`] };
};

/**
 * A data set after a change of its source, from built-in to own data or back: it keeps the sizes and the
 * binarisation, which both have. A name stays with its path.
 */
const asSource = (dataset: Json, { name, train }: Json): Json => {
  const { binarise, trainSize, testSize } = dataset;
  const sizes = {
    ...(binarise !== undefined && { binarise }),
    ...(trainSize !== undefined && { trainSize }),
    ...(testSize !== undefined && { testSize }),
  };
  if (isOwn(dataset)) {
    if (train === undefined) return DatasetName.safeParse(name).success ? sizes : dataset;
    const { name: _, ...rest } = dataset as Json;
    return train === dataset.train ? dataset : rest;
  }
  return train === undefined ? dataset : sizes;
};

/** What the changes are merged over. */
const startOf = (base: Json, changes: Json, path: string): Json => {
  if (path === "dataset") return asSource(base, changes);
  return "kind" in changes ? asKind(base, path, changes.kind) : base;
};

/** The changes merged over a part of a config: objects key by key, other values whole. */
export const mergeConfig = (base: Json, changes: Json, path = ""): Json => {
  const start = startOf(base, changes, path);
  const merged = Object.entries(changes).map(([key, value]) => {
    const inner = Object.hasOwn(start, key) ? start[key] : undefined;
    const isMerged = isObject(inner) && isObject(value);
    return [
      key,
      isMerged ? mergeConfig(inner, value, path === "" ? key : `${path}.${key}`) : value,
    ];
  });
  return { ...start, ...Object.fromEntries(merged) };
};

/** Whether KL(q(z|x)‖p(z)) of a model has no closed form, so that its ELBO is a bound of weights. */
const needsWeights = ({ codes, prior }: Json): boolean =>
  prior !== undefined || (isObject(codes) && codes.kind === "two-layers");

/** The defaults for a config, without the parts that its model or bound does not use. */
const defaultsFor = (given: Json, hasObjective: boolean): Json => {
  const { objective: _, estimator: __, ...rest } = defaultConfig;
  const model = isObject(given.model) ? given.model : {};
  if (model.kind !== undefined && model.kind !== "vae") return rest;
  const isDiscrete = isObject(model.codes) && model.codes.kind !== "two-layers";
  const usual = isDiscrete
    ? { ...defaultConfig, estimator: { kind: "score-function" } }
    : defaultConfig;
  if (isObject(given.inference) && given.inference.kind === "reweighted-wake-sleep") return rest;
  if (given.inference === undefined)
    return needsWeights(model) && !hasObjective
      ? { ...rest, inference: { kind: "monte-carlo-elbo" }, estimator: usual.estimator }
      : usual;
  const isMean = isObject(given.inference) && given.inference.kind === "monte-carlo-elbo";
  // With one draw each of the others is the ELBO.
  const draws = isMean || isDiscrete ? {} : { samples: 5 };
  return { ...rest, estimator: { ...usual.estimator, ...draws } };
};

/** The messages of a zod error, each once. */
export const issueMessages = ({ issues }: z.ZodError): string[] => [
  ...new Set(issues.map(({ message }) => message)),
];

/**
 * Completes a config: each layer is merged over those before it, and all over the VAE of Saghir's
 * essay (784-400-20 on MNIST, beta 1, pathwise). A part that changes its `kind` keeps the keys that
 * both kinds have, and so does a data set that becomes one of your own; models other than VAEs lose the
 * parts that only a VAE has. A learned prior and two layers of codes train the ELBO as a bound of weights.
 * @throws InputError with all broken rules, one per line
 */
export const completeConfig = (...layers: readonly unknown[]): TrialConfig => {
  const objects = layers.map((layer) => {
    if (isObject(layer)) return layer;
    throw new InputError(`a config must be a JSON object, got ${JSON.stringify(layer)}`);
  });
  const given = objects.reduce(
    (merged, layer) => mergeConfig(merged, layer),
    defaultConfig as Json,
  );
  const hasObjective = objects.some(({ objective }) => objective !== undefined);
  const defaults = defaultsFor(given, hasObjective);
  const merged =
    defaults === defaultConfig
      ? given
      : objects.reduce((base, layer) => mergeConfig(base, layer), defaults);
  const { dataset } = merged;
  const result = TrialConfig.safeParse({
    ...merged,
    ...(isObject(dataset) && { dataset: named(dataset) }),
  });
  if (result.success) return result.data;
  throw new InputError(issueMessages(result.error).join("\n"));
};

const keysOf = (schema: z.core.JSONSchema.BaseSchema, path = ""): string[] => {
  const parts = [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((option) =>
    typeof option === "object" ? Object.entries(option.properties ?? {}) : [],
  );
  return parts.flatMap(([key, inner]) => {
    const dotted = path === "" ? key : `${path}.${key}`;
    return [dotted, ...(typeof inner === "object" ? keysOf(inner, dotted) : [])];
  });
};

/** Every dotted key of a config, of all kinds of its parts. */
export const configKeys: readonly string[] = [
  ...new Set(keysOf(z.toJSONSchema(TrialConfig, { io: "input" }))),
];
