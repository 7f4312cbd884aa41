import { z } from "zod";

/** The values that the page offers for each setting with a choice. */
export const choices = {
  data: {
    "mnist-14": "MNIST 14×14, black and white",
    mnist: "MNIST 28×28, grey",
    bars: "bars 8×8, drawn from known latents",
    "shifted-edges": "one shifted edge 16×16, grey",
  },
  regulariser: {
    "reverse-kl": "reverse KL(q||p)",
    "forward-kl": "forward KL(p||q)",
    "half-jeffreys": "half Jeffreys",
    none: "none",
  },
  estimator: { pathwise: "pathwise", "score-function": "score function (leave-one-out)" },
  likelihood: { bernoulli: "Bernoulli", gaussian: "Gaussian, σ² = 0.1" },
} as const;

export type Choice = keyof typeof choices;

const oneOf = <const Options extends Readonly<Record<string, string>>>(options: Options) =>
  z.enum(Object.keys(options) as [keyof Options & string, ...(keyof Options & string)[]]);

/** The settings of a training in the page, as its URL holds them. */
export const TrainingSettings = z.object({
  data: oneOf(choices.data).catch("mnist-14"),
  regulariser: oneOf(choices.regulariser).catch("reverse-kl"),
  beta: z.coerce.number().min(0).max(1024).catch(1),
  estimator: oneOf(choices.estimator).catch("pathwise"),
  likelihood: oneOf(choices.likelihood).catch("bernoulli"),
  rate: z.coerce.number().min(1e-5).max(0.1).catch(0.002),
  seed: z.coerce.number().int().min(0).max(999_999).catch(1),
});
export type TrainingSettings = z.infer<typeof TrainingSettings>;
export type SettingKey = keyof TrainingSettings;

export const settingKeys = Object.keys(TrainingSettings.shape) as SettingKey[];
export const defaultSettings: TrainingSettings = TrainingSettings.parse({});

/** How the page names each setting. */
export const settingNames: Readonly<Record<SettingKey, string>> = {
  data: "data",
  regulariser: "regulariser",
  beta: "β",
  estimator: "gradient estimator",
  likelihood: "likelihood",
  rate: "learning rate",
  seed: "seed",
};

/** A setting's value as the page shows it. */
export const valueText = (settings: TrainingSettings, key: SettingKey): string => {
  if (!(key in choices)) return String(settings[key]);
  const names: Readonly<Record<string, string>> = choices[key as Choice];
  return names[settings[key]] ?? String(settings[key]);
};

/** Settings that decide the parameters' shapes, their initial values or the order of the data. */
const startKeys: readonly SettingKey[] = ["data", "likelihood", "seed"];

/** Whether a training with the first settings can go on with the second. */
export const canContinue = (before: TrainingSettings, after: TrainingSettings): boolean =>
  startKeys.every((key) => before[key] === after[key]);
