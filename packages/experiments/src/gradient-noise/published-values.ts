import { loadBackend } from "../backend/native.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { trainingSpectrum } from "../studies/training-spectrum.ts";
import { predict, regulariserTheory } from "../theory/index.ts";
import { publishedSlopes } from "./published-slopes.ts";

/** The optimum of a linear VAE on a data set, by the spectrum of its training split. */
const byTheory = async (
  dataset: TrialConfig["dataset"],
  variances: readonly number[],
  latentSize: number,
): Promise<ExactValue[]> => {
  const { eigenvalues } = await trainingSpectrum(dataset);
  const { unit } = regulariserTheory({ regulariser: "reverse-kl" }) ?? {};
  if (unit === undefined) return [];
  return variances.flatMap((variance) => {
    const { activeUnits, rate } = predict({ eigenvalues, beta: 1, variance, latentSize, unit });
    const at = { variance };
    return [
      { quantity: "active units by theory", at, value: activeUnits, error: 0, unit: "units" },
      { quantity: "rate by theory", at, value: rate, error: 1e-9 * rate, unit: "nats" },
    ];
  });
};

/** What papers predict for gradients, and the theory of linear VAEs for a data set. */
export const publishedValues = async (
  dataset: TrialConfig["dataset"],
  variances: readonly number[],
  latentSize: number,
): Promise<ExactValue[]> => {
  await loadBackend();
  return [...publishedSlopes(), ...(await byTheory(dataset, variances, latentSize))];
};
