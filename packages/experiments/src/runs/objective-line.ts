import { learnedPriorText } from "../config/learned-prior-text.ts";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";

type Objective = PartOf<"objective">;

/** The regularisers with q = q(z|x) and p = p(z). */
const divergences: Record<Objective["regulariser"], (alpha?: number) => string | undefined> = {
  "reverse-kl": () => "KL(q‖p)",
  "forward-kl": () => "KL(p‖q)",
  "half-jeffreys": () => "½[KL(q‖p) + KL(p‖q)]",
  jeffreys: () => "[KL(q‖p) + KL(p‖q)]",
  "reverse-renyi": (alpha = 1) => `D_α(q‖p), α = ${alpha}`,
  "forward-renyi": (alpha = 1) => `D_α(p‖q), α = ${alpha}`,
  amari: (alpha = 1) => `Amari_α(q, p), α = ${alpha}`,
  "geometric-js": (alpha = 0.5) => `JS^G_α(q, p), α = ${alpha}`,
  "dual-geometric-js": (alpha = 0.5) => `dual JS^G_α(q, p), α = ${alpha}`,
  "reverse-chi-squared": () => "χ²(q‖p)",
  "forward-chi-squared": () => "χ²(p‖q)",
  "squared-hellinger": () => "H²(q, p)",
  "js-per-unit-sum": () => "Σ_k JS(q_k, p_k)",
  "total-variation-per-unit-sum": () => "Σ_k TV(q_k, p_k)",
  none: () => undefined,
};

type Schedule = NonNullable<Objective["schedule"]>;

const scheduleText = (schedule: Schedule, beta: number): string => {
  if ("rate" in schedule) return `β by ${schedule.kind} for a rate of ${schedule.rate} nats`;
  if ("reconstruction" in schedule)
    return `β by ${schedule.kind} for a reconstruction of ${schedule.reconstruction} nats`;
  return `β ${schedule.kind} from ${schedule.from} to ${beta}`;
};

const elboFormula = (objective: Objective): string => {
  const { regulariser, alpha, beta, capacity, freeBits, aggregate, schedule } = objective;
  const [divergence, ...order] = divergences[regulariser](alpha)?.split(", α") ?? [];
  const term =
    divergence === undefined
      ? undefined
      : capacity === undefined
        ? `β ${divergence}`
        : `β |${divergence} − C|`;
  const terms = ["E_q log p(x|z)", term, aggregate && `${aggregate.weight} MMD²(q(z), p)`].filter(
    Boolean,
  );
  const notes = [
    term && (schedule ? scheduleText(schedule, beta) : `β = ${beta}`),
    ...order.map((rest) => `α${rest}`),
    capacity === undefined ? undefined : `C = ${capacity} nats`,
    freeBits && `${freeBits.nats} nats free per ${freeBits.groupSize === 1 ? "unit" : "group"}`,
  ].filter(Boolean);
  return [terms.join(" − "), ...notes].join(", ");
};

/** The bounds with w = p(x, z)/q(z|x). */
const boundFormula = (inference: PartOf<"inference">, draws: number): string => {
  switch (inference.kind) {
    case "monte-carlo-elbo":
      return `E log w, by ${draws} ${draws === 1 ? "draw" : "draws"}`;
    case "iwae":
      return `E log (1/K) Σ_k w_k, K = ${draws}`;
    case "miwae":
      return `(1/M) Σ_m E log (1/K) Σ_k w_mk, M = ${inference.groups}, K = ${draws}`;
    case "ciwae":
      return `s E log w + (1 − s) E log (1/K) Σ_k w_k, s = ${inference.share}, K = ${draws}`;
    case "vr":
      return `1/(1 − α) E log (1/K) Σ_k w_k^(1−α), α = ${inference.alpha}, K = ${draws}`;
    case "reweighted-wake-sleep":
      return `wake: E log (1/K) Σ_k w_k for p; ${inference.phase} phase for q, K = ${inference.samples}`;
  }
};

/** What q and p are, where they are not q(z|x) and N(0, I); undefined elsewhere. */
const distributions = (model: TrialConfig["model"]): string | undefined => {
  if (model.kind !== "vae") return undefined;
  if (model.codes?.kind === "two-layers") return "q = q(z₁|x) q(z₂|z₁), p = p(z₂) p(z₁|z₂)";
  return model.prior && `p = ${learnedPriorText(model.prior)}`;
};

/**
 * What a config maximises in one line, as a formula of q = q(z|x), p = p(z) and w = p(x, z)/q(z|x); of q(z|x, y) and
 * w = p(x, z|y)/q(z|x, y) with the label y of x, for a conditional model.
 */
export const objectiveLine = (config: TrialConfig): string => {
  const { model } = config;
  const formula = unconditional(config);
  const where = distributions(model);
  if (where !== undefined) return `${formula}, ${where}`;
  return model.kind === "vae" && model.condition !== undefined
    ? `${formula.replaceAll("p(x|z)", "p(x|z, y)")}, given the label y, q = q(z|x, y)`
    : formula;
};

const unconditional = ({ model, objective, inference, estimator }: TrialConfig): string => {
  if (model.kind === "autoencoder") return "log p(x|z), z = f(x)";
  if (model.kind === "denoising-autoencoder") return "log p(x|z), z = f(corrupted x)";
  if (inference !== undefined) {
    const draws = estimator !== undefined && "samples" in estimator ? estimator.samples : 1;
    return boundFormula(inference, draws ?? 1);
  }
  return objective === undefined ? "E_q log p(x|z)" : elboFormula(objective);
};
