import type { PartOf, TrialConfig } from "./trial-config.ts";

const modelNames = {
  autoencoder: "autoencoder",
  "denoising-autoencoder": "denoising autoencoder",
} as const;

/** `10 % masked`, `input noise 0.5`; none of a model that sees its input as it is. */
const corruptionName = ({ model }: TrialConfig): string[] => {
  if (model.kind !== "denoising-autoencoder") return [];
  const { corruption } = model;
  return [
    corruption.kind === "masking"
      ? `${Number((100 * corruption.rate).toPrecision(3))} % masked`
      : `input noise ${corruption.sd}`,
  ];
};

const likelihoodName = ({ model: { likelihood } }: TrialConfig): string[] => {
  if (likelihood.kind === "bernoulli") return [];
  return [likelihood.kind === "gaussian" ? `σ² ${likelihood.variance}` : likelihood.kind];
};

/** `β 4`, `β linear to 4`, `rate 10 by control-vae`. */
const weightOf = ({
  beta,
  capacity,
  freeBits,
  aggregate,
  schedule,
}: NonNullable<TrialConfig["objective"]>): string[] => [
  ...(schedule === undefined
    ? [`β ${beta}`]
    : "rate" in schedule
      ? [`rate ${schedule.rate} by ${schedule.kind}`]
      : "reconstruction" in schedule
        ? [`reconstruction ${schedule.reconstruction} by ${schedule.kind}`]
        : [`β ${schedule.kind} to ${beta}`]),
  ...(capacity === undefined ? [] : [`C ${capacity}`]),
  ...(freeBits === undefined ? [] : [`${freeBits.nats} nats free`]),
  ...(aggregate === undefined ? [] : [`${aggregate.kind} ${aggregate.weight}`]),
];

type Inference = NonNullable<TrialConfig["inference"]>;

/** The bound and its draws: `iwae 5`, `miwae 4 × 5`, `vr 5 α 0.5`, `reweighted-wake-sleep 5 sleep`. */
const boundName = (inference: Inference, draws = 1): string => {
  if (inference.kind === "reweighted-wake-sleep")
    return [inference.kind, inference.samples, inference.phase]
      .filter((part) => part !== "wake")
      .join(" ");
  const { kind, ...numbers } = inference;
  const { groups, share, alpha } = numbers as Partial<Record<"groups" | "share" | "alpha", number>>;
  return [
    kind,
    groups === undefined ? draws : `${groups} × ${draws}`,
    ...(share === undefined ? [] : [`share ${share}`]),
    ...(alpha === undefined ? [] : [`α ${alpha}`]),
  ].join(" ");
};

const modelAndObjective = (config: TrialConfig): string[] => {
  const { model, objective, inference, estimator } = config;
  if (model.kind !== "vae")
    return [modelNames[model.kind], ...corruptionName(config), ...likelihoodName(config)];
  if (inference !== undefined)
    return [
      boundName(inference, estimator?.samples),
      ...likelihoodName(config),
      ...(estimator === undefined ? [] : [estimator.kind]),
    ];
  const regulariser =
    objective === undefined || objective.regulariser === "none"
      ? ["no KL term"]
      : [[objective.regulariser, objective.alpha ?? []].flat().join(" "), ...weightOf(objective)];
  return [...regulariser, ...likelihoodName(config), `${estimator?.kind}`];
};

type Vae = Extract<TrialConfig["model"], { kind: "vae" }>;

/** `bernoulli codes`, `10-way categorical codes with a learned prior`, `two layers of codes, upper 10`. */
const codesName = (codes: NonNullable<Vae["codes"]>): string => {
  if (codes.kind === "two-layers") {
    const { top, between } = codes;
    return `two layers of codes, upper ${top}${between.length === 0 ? "" : ` by ${between.join("-")}`}`;
  }
  return [
    codes.kind === "categorical" ? `${codes.classes}-way categorical codes` : "bernoulli codes",
    ...(codes.prior === "learned" ? ["with a learned prior"] : []),
  ].join(" ");
};

/** `mixture prior of 50`, `VampPrior of 500`. */
const priorName = ({ kind, components }: NonNullable<Vae["prior"]>): string =>
  `${kind === "vamp" ? "VampPrior" : "mixture prior"} of ${components}`;

/** The networks and the posterior of a VAE, if they are not the default. */
const nonDefaultNetworks = (model: TrialConfig["model"]): string[] => {
  if (model.kind !== "vae") return [];
  const { codes, prior, encoder = "dense", decoder = "dense", posterior, condition } = model;
  const { maxLogVariance } = model;
  return [
    ...(codes === undefined ? [] : [codesName(codes)]),
    ...(prior === undefined ? [] : [priorName(prior)]),
    ...(encoder === "dense" ? [] : [`${encoder} encoder`]),
    ...(decoder === "dense" ? [] : [`${decoder} decoder`]),
    ...(posterior === undefined ? [] : [posterior.kind]),
    ...(condition === undefined ? [] : [`given ${condition}`]),
    ...(maxLogVariance === undefined ? [] : [`ln σ² ≤ ${maxLogVariance}`]),
  ];
};

/** ` 1a2b3c4d`, or ` at β 4` of a trial that is given by its config. */
const sourceName = (source: string | Readonly<Record<string, unknown>>): string => {
  if (typeof source === "string")
    return ` ${/^[0-9a-f]+$/.test(source) ? source.slice(0, 8) : source}`;
  const { beta } = (source.objective ?? {}) as { readonly beta?: number };
  return beta === undefined ? "" : ` at β ${beta}`;
};

/** `from trial 1a2b3c4d`, `on from run 5e6f7a8b` with the optimizer's state. */
const startOf = ({ optimizer, ...from }: PartOf<"from">): string => {
  const [[kind, source] = ["nothing", ""]] = Object.entries(from);
  return `${optimizer ? "on " : ""}from ${kind}${sourceName(source ?? "")}`;
};

/** Settings that are not the default. */
const nonDefaults = ({
  model,
  dataset,
  optimizer,
  lagging,
  earlyStopping,
  from,
  precision,
  seed,
}: TrialConfig): string[] => [
  ...(model.latent === 20 ? [] : [`${model.latent}-D`]),
  ...(model.hidden.join() === "400" ? [] : [`hidden ${model.hidden.join("-") || "none"}`]),
  ...nonDefaultNetworks(model),
  ...(model.initialisation === "glorot-uniform" ? [] : [model.initialisation]),
  ...(optimizer.kind === "adam" ? [] : [optimizer.kind]),
  ...(optimizer.learningRate === (optimizer.kind === "sgd" ? 0.01 : 1e-3)
    ? []
    : [`learning rate ${optimizer.learningRate}`]),
  ...(optimizer.schedule === undefined ? [] : [`${optimizer.schedule.kind} decay`]),
  ...(optimizer.gradientClipping === undefined
    ? []
    : [`gradients clipped at ${optimizer.gradientClipping}`]),
  ...(lagging === undefined ? [] : ["lagging"]),
  ...(earlyStopping === undefined ? [] : [`patience ${earlyStopping.patience}`]),
  ...(from === undefined ? [] : [startOf(from)]),
  ...(dataset.name === "mnist" ? [] : [dataset.name]),
  ...(dataset.binarise === undefined ? [] : [`${dataset.binarise} binarisation`]),
  ...(precision === undefined ? [] : [precision]),
  ...(seed === 1 ? [] : [`seed ${seed}`]),
];

/** The name of a trial for people: `reverse-kl · β 4 · pathwise`. It need not be unique. */
export const labelOf = (config: TrialConfig): string =>
  [...modelAndObjective(config), ...nonDefaults(config)].join(" · ");
