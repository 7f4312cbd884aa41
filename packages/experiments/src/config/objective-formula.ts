import { learnedPriorText } from "./learned-prior-text.ts";
import { likelihoodNames } from "./names.ts";
import type { PartOf, TrialConfig } from "./trial-config.ts";

/** The objective of a config as readers write it. */
export interface ObjectiveFormula {
  /** What is maximised, per example; `_` and `^` introduce an index, braces group it. */
  readonly formula: string;
  /** What its symbols are in this config, one sentence each. */
  readonly where: readonly string[];
}

type ObjectiveConfig = PartOf<"objective">;
type ScheduleConfig = NonNullable<ObjectiveConfig["schedule"]>;

const [q, p] = ["q(z|x)", "p(z)"];
const [reverse, forward] = [`(${q} ‖ ${p})`, `(${p} ‖ ${q})`];
const expectation = `E_{${q}} [log p(x|z)]`;

interface Divergence {
  readonly text: string;
  /** The name of a divergence whose symbol does not say it. */
  readonly name?: string;
}

const divergences: Readonly<
  Record<Exclude<ObjectiveConfig["regulariser"], "none">, (alpha: string) => Divergence>
> = {
  "reverse-kl": () => ({ text: `KL${reverse}` }),
  "forward-kl": () => ({ text: `KL${forward}` }),
  "half-jeffreys": () => ({ text: `½ [KL${reverse} + KL${forward}]` }),
  jeffreys: () => ({ text: `[KL${reverse} + KL${forward}]` }),
  "reverse-renyi": (alpha) => ({ text: `D_{${alpha}}${reverse}`, name: "Rényi's divergence" }),
  "forward-renyi": (alpha) => ({ text: `D_{${alpha}}${forward}`, name: "Rényi's divergence" }),
  amari: (alpha) => ({ text: `D_{${alpha}}${reverse}`, name: "Amari's divergence" }),
  "geometric-js": (alpha) => ({
    text: `JS_{${alpha}}${reverse}`,
    name: "the geometric Jensen–Shannon divergence",
  }),
  "dual-geometric-js": (alpha) => ({
    text: `JS_{${alpha}}${reverse}`,
    name: "the dual geometric Jensen–Shannon divergence",
  }),
  "reverse-chi-squared": () => ({ text: `χ^2${reverse}` }),
  "forward-chi-squared": () => ({ text: `χ^2${forward}` }),
  "squared-hellinger": () => ({ text: `H^2(${q}, ${p})`, name: "Hellinger's distance H" }),
  "js-per-unit-sum": () => ({
    text: "∑_j JS(q(z_j|x), p(z_j))",
    name: "the Jensen–Shannon divergence of each latent unit",
  }),
  "total-variation-per-unit-sum": () => ({
    text: "∑_j TV(q(z_j|x), p(z_j))",
    name: "the total variation distance of each latent unit",
  }),
};

/** The alpha that a config without one means. */
const usualAlpha: Partial<Record<ObjectiveConfig["regulariser"], number>> = {
  "geometric-js": 0.5,
  "dual-geometric-js": 0.5,
};

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

const scheduleTexts: {
  [Kind in ScheduleConfig["kind"]]: (
    schedule: Extract<ScheduleConfig, { kind: Kind }>,
    beta: number,
  ) => string;
} = {
  linear: ({ from, share }, beta) =>
    `β_t rises linearly from ${from} to ${beta} over the first ${percent(share)} of the steps.`,
  cosine: ({ from, share }, beta) =>
    `β_t rises from ${from} to ${beta} along half a cosine wave over the first ${percent(share)} of the steps.`,
  cyclical: ({ from, cycles, rise }, beta) =>
    `β_t rises from ${from} to ${beta} over the first ${percent(rise)} of each of ${cycles} cycles.`,
  "target-rate": ({ rate }) => `β_t follows the rate, so that it becomes ${rate} nats.`,
  "target-reconstruction": ({ reconstruction }) =>
    `β_t follows the reconstruction, so that it becomes ${reconstruction} nats.`,
  "control-vae": ({ rate }, beta) =>
    `β_t, at most ${beta}, follows the rate, so that it becomes ${rate} nats.`,
};

/** A record's entry for the kind of a part, which then is of that kind. */
const textOf = <Part extends { kind: string }, Rest extends unknown[]>(
  texts: Readonly<Record<string, (part: never, ...rest: Rest) => string>>,
  part: Part,
  ...rest: Rest
): string => (texts[part.kind] as (part: Part, ...rest: Rest) => string)(part, ...rest);

/** The regulariser with its free bits and capacity, without its weight. */
const penaltyOf = (objective: ObjectiveConfig, where: string[]): string | undefined => {
  const { regulariser, alpha = usualAlpha[regulariser] ?? 1, freeBits, capacity } = objective;
  if (regulariser === "none") return undefined;
  const divergence = divergences[regulariser](String(alpha));
  if (divergence.name) where.push(`The regulariser is ${divergence.name}.`);
  if (freeBits !== undefined) {
    const each = freeBits.groupSize === 1 ? "unit" : `group of ${freeBits.groupSize} units`;
    const over = freeBits.over === "batch" ? "its mean over the minibatch" : "each example";
    where.push(
      `D_j is the part of ${divergence.text} of latent ${each} j; the maximum is taken of ${over}.`,
    );
  }
  const total = freeBits === undefined ? divergence.text : `∑_j max(${freeBits.nats}, D_j)`;
  return capacity === undefined ? total : `|${total} − ${capacity}|`;
};

const elboFormula = (objective: ObjectiveConfig, where: string[]): string => {
  const penalty = penaltyOf(objective, where);
  const { beta, schedule, aggregate } = objective;
  const weight = schedule === undefined ? (beta === 1 ? "" : `${beta} `) : "β_t ";
  if (schedule !== undefined) where.push(textOf(scheduleTexts, schedule, beta));
  const terms = [expectation];
  if (penalty !== undefined && (beta !== 0 || schedule !== undefined))
    terms.push(`${weight}${penalty}`);
  if (aggregate !== undefined) {
    terms.push(`${aggregate.weight === 1 ? "" : `${aggregate.weight} `}MMD(q(z), ${p})`);
    where.push(
      `q(z) is the aggregate posterior of the minibatch; MMD is the maximum mean discrepancy with the kernel ${aggregate.kernel}.`,
    );
  }
  return terms.join(" − ");
};

type InferenceConfig = PartOf<"inference">;
const weights = "w_k = p(x, z_k)/q(z_k|x), where z_k is drawn from q(z|x)";

const boundTexts: {
  [Kind in InferenceConfig["kind"]]: (
    inference: Extract<InferenceConfig, { kind: Kind }>,
    samples: number,
    where: string[],
  ) => string;
} = {
  "monte-carlo-elbo": () => `E_{${q}} [log p(x, z) − log ${q}]`,
  iwae: (_, samples, where) => {
    where.push(`${weights}, ${samples} times.`);
    return `E log {1/${samples}} ∑_k w_k`;
  },
  miwae: ({ groups }, samples, where) => {
    where.push(`${weights}, ${samples} times for each of ${groups} groups.`);
    return `{1/${groups}} ∑_m E log {1/${samples}} ∑_k w_{mk}`;
  },
  ciwae: ({ share }, samples, where) => {
    where.push(`${weights}, ${samples} times.`);
    return `${share} ELBO + ${Number((1 - share).toPrecision(12))} E log {1/${samples}} ∑_k w_k`;
  },
  vr: ({ alpha }, samples, where) => {
    where.push(`${weights}, ${samples} times.`);
    if (alpha === 1) return "E [log w]";
    const power = Number((1 - alpha).toPrecision(12));
    return `{1/${power}} E log {1/${samples}} ∑_k w_k^{${power}}`;
  },
  "reweighted-wake-sleep": ({ phase, samples }, _, where) => {
    where.push(`${weights}, ${samples} times.`);
    const [wake, sleep] = [
      "KL(p(z|x) ‖ q(z|x)), estimated with the same weights (wake-φ)",
      "KL(p(z|x) ‖ q(z|x)) of draws x from the model (sleep)",
    ];
    const minimised = phase === "wake" ? wake : phase === "sleep" ? sleep : `${wake}, and ${sleep}`;
    where.push(`This trains the decoder; the encoder minimises ${minimised}.`);
    return `E log {1/${samples}} ∑_k w_k`;
  },
};

type VaeConfig = Extract<TrialConfig["model"], { kind: "vae" }>;

/** The distribution of the codes, where it is not one layer with the prior N(0, I). */
const codesText = ({ codes, prior }: VaeConfig): string[] => {
  if (codes?.kind === "two-layers")
    return [
      "z is (z_1, z_2), with q(z|x) = q(z_1|x) q(z_2|z_1) and p(z) = p(z_2) p(z_1|z_2), all normal; x depends on z_1 alone.",
    ];
  return prior === undefined ? [] : [`p(z) is ${learnedPriorText(prior)}.`];
};

/** How the gradient is estimated. */
const estimatorText = ({ kind, samples }: PartOf<"estimator">): string =>
  `Gradient estimator: ${kind.replaceAll("-", " ")}, ${samples} ${samples === 1 ? "sample" : "samples"} per example.`;

const likelihoodText = ({ model: { likelihood }, dataset: { binarise } }: TrialConfig): string =>
  `p(x|z): ${likelihoodNames[likelihood.kind]}${likelihood.kind === "gaussian" ? `, σ² = ${likelihood.variance}` : ""}${binarise === undefined ? "" : " of bits x, which are drawn anew at each step with the grey values as probabilities"}.`;

/** Beta and σ² scale one against the other (Lucas et al. 2019; Rybkin et al. 2021). */
const temperatureText = ({ model: { likelihood }, objective }: TrialConfig): string[] => {
  if (likelihood.kind !== "gaussian" || objective === undefined) return [];
  const { beta, regulariser, ...others } = objective;
  const hasOwnScale = [others.schedule, others.capacity, others.aggregate].some(Boolean);
  if (regulariser === "none" || hasOwnScale) return [];
  return [
    `The optimum depends on β and σ² by their product alone: τ = βσ² = ${Number((beta * likelihood.variance).toPrecision(6))}.`,
  ];
};

const corrupted = ({ model }: TrialConfig): string | undefined => {
  if (model.kind !== "denoising-autoencoder") return undefined;
  const { corruption } = model;
  return corruption.kind === "masking"
    ? `x′ is x with each value set to 0 with probability ${corruption.rate}.`
    : `x′ is x with normal noise of standard deviation ${corruption.sd}.`;
};

/** The objective that a config trains, with the values of its coefficients. */
export const objectiveFormula = (config: TrialConfig): ObjectiveFormula => {
  const { model, objective, inference, estimator } = config;
  if (model.kind !== "vae") {
    const noise = corrupted(config);
    const input = noise === undefined ? "x" : "x′";
    return {
      formula: `log p(x|z = f(${input}))`,
      where: ["f is the encoder.", ...(noise === undefined ? [] : [noise]), likelihoodText(config)],
    };
  }
  const where: string[] = [];
  const formula =
    inference === undefined
      ? elboFormula(objective ?? { regulariser: "reverse-kl", beta: 1 }, where)
      : textOf(boundTexts, inference, estimator?.samples ?? 1, where);
  return {
    formula,
    where: [
      ...where,
      ...codesText(model),
      likelihoodText(config),
      ...(inference === undefined ? temperatureText(config) : []),
      ...(estimator === undefined ? [] : [estimatorText(estimator)]),
      ...(model.condition === undefined ? [] : ["All distributions are given the label y, too."]),
    ],
  };
};
