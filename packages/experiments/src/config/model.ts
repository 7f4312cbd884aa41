import { z } from "zod";
import { Codes } from "./codes.ts";
import { Likelihood } from "./likelihood.ts";
import { Posterior } from "./posterior.ts";
import { Prior } from "./prior.ts";
import { count, oneKindOf, oneOf, part, positive, rule } from "./rules.ts";

const maskingRate = rule("model.corruption.rate must be a number in [0, 1)");
/** The corruption that a denoising autoencoder removes. */
export const Corruption = oneKindOf("model.corruption", [
  part("model.corruption of kind gaussian", {
    kind: z.literal("gaussian"),
    sd: positive("model.corruption.sd"),
  }),
  part("model.corruption of kind masking", {
    kind: z.literal("masking"),
    rate: z.number(maskingRate).min(0, maskingRate).lt(1, maskingRate),
  }),
]);

/** Above 88, exp overflows float32. */
const maxLogVarianceRule = rule("model.maxLogVariance must be a number in [-20, 80]");

/** The distributions that initial weights are drawn from. */
export const initialisations = ["glorot-uniform", "lecun-normal", "he-normal"] as const;

const network = {
  latent: count("model.latent"),
  hidden: z
    .array(count("each of model.hidden"), rule("model.hidden must be a list of whole numbers ≥ 1"))
    .default([400]),
  likelihood: Likelihood.default({ kind: "bernoulli" }),
  initialisation: oneOf("model.initialisation", initialisations).default("glorot-uniform"),
};

/** The networks, the likelihood and the distribution of the codes. */
export const Model = oneKindOf("model", [
  part("model of kind vae", {
    kind: z.literal("vae"),
    ...network,
    codes: Codes.optional(),
    prior: Prior.optional(),
    encoder: oneOf("model.encoder", ["dense", "convolutional"]).optional(),
    decoder: oneOf("model.decoder", [
      "dense",
      "skip",
      "convolutional",
      "autoregressive",
    ]).optional(),
    posterior: Posterior.optional(),
    condition: oneOf("model.condition", ["labels"]).optional(),
    maxLogVariance: z
      .number(maxLogVarianceRule)
      .min(-20, maxLogVarianceRule)
      .max(80, maxLogVarianceRule)
      .optional(),
  }),
  part("model of kind autoencoder", { kind: z.literal("autoencoder"), ...network }),
  part("model of kind denoising-autoencoder", {
    kind: z.literal("denoising-autoencoder"),
    corruption: Corruption,
    ...network,
  }),
]);
