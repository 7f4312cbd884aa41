import type { Family } from "./family.ts";
import type { Target } from "./target.ts";

/** Mass of the data that a model covers, and mass of the model where there are no data. */
export interface Coverage {
  /** The data's mass in the model's region of highest density with mass 95 %. */
  readonly coverage: number;
  /** The model's mass outside the data's region of highest density with mass 95 %. */
  readonly spurious: number;
}

const share = 0.95;

/** For each point whether it is in the smallest region of at least this mass. */
const densestRegion = (mass: Float64Array): Uint8Array => {
  const order = Array.from(mass.keys()).sort((a, b) => (mass[b] ?? 0) - (mass[a] ?? 0));
  const inside = new Uint8Array(mass.length);
  let held = 0;
  let last = Number.NaN;
  for (const i of order) {
    const own = mass[i] ?? 0;
    // Ties belong together, so that a symmetric distribution has a symmetric region
    if (held >= share - 1e-9 && own < last * (1 - 1e-9)) break;
    inside[i] = 1;
    held += own;
    last = own;
  }
  return inside;
};

const heldBy = (mass: Float64Array, region: Uint8Array): number =>
  mass.reduce((sum, m, i) => sum + m * (region[i] ?? 0), 0);

/** Coverage and spurious mass of a model; the data's own distribution has 95 % and 5 %. */
export const coverageOf = (
  { places, logP, weight }: Target,
  family: Family,
  parameters: readonly number[],
): Coverage => {
  const { logQ } = family(parameters);
  const data = logP.map((l) => Math.exp(l) * weight);
  const model = Float64Array.from(places, (place) => Math.exp(logQ(place)) * weight);
  return {
    coverage: heldBy(data, densestRegion(model)),
    spurious: 1 - heldBy(model, densestRegion(data)),
  };
};
