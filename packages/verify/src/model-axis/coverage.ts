import type { Family } from "./family.ts";
import type { Target } from "./target.ts";

/** How much of the data a model reaches, and how much it puts where there are none. */
export interface Coverage {
  /** The data's mass inside the model's region of highest density that holds 95 % of the model. */
  readonly coverage: number;
  /** The model's mass outside the data's own such region. */
  readonly spurious: number;
}

const share = 0.95;

/** For each place whether it belongs to the smallest region of at least this mass. */
const densestRegion = (mass: Float64Array): Uint8Array => {
  const order = Array.from(mass.keys()).sort((a, b) => (mass[b] ?? 0) - (mass[a] ?? 0));
  const inside = new Uint8Array(mass.length);
  let held = 0;
  let last = Number.NaN;
  for (const i of order) {
    const own = mass[i] ?? 0;
    // Ties belong together, else a symmetric law would have a lopsided region
    if (held >= share - 1e-9 && own < last * (1 - 1e-9)) break;
    inside[i] = 1;
    held += own;
    last = own;
  }
  return inside;
};

const heldBy = (mass: Float64Array, region: Uint8Array): number =>
  mass.reduce((sum, m, i) => sum + m * (region[i] ?? 0), 0);

/** Both of a fitted model; a model that is the data's law has a coverage of 95 % and 5 % spurious. */
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
