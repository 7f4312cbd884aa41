import { codes, elboTerms, type TrainedModel, type Vae } from "@vae-lab/core";
import {
  aggregatePosterior,
  annealedLowerBound,
  bidirectionalBounds,
  extrapolateLadder,
  gapSplit,
  iwaeLadder,
  quadrature,
  type RunEvalFunction,
  simulatedData,
} from "@vae-lab/core/evaluation";
import { mixtureEntropy } from "@vae-lab/core/exact";
import type { PhiloxRng } from "@vae-lab/core/random";
import { mean } from "@vae-lab/statistics";
import type { judged } from "./claim.ts";

/** A trained model, images that it has not seen, and where claims about them are told. */
export interface Scene {
  readonly trained: TrainedModel<Vae>;
  readonly x: Float32Array;
  readonly run: RunEvalFunction;
  readonly noise: PhiloxRng;
  during<T>(stage: string, work: () => T): Promise<Awaited<T>>;
  claim(...made: Parameters<typeof judged>): void;
}

export type Truth = ReturnType<typeof quadrature>;

const first = (x: Float32Array, rows: number): Float32Array => x.subarray(0, rows * 196);

/** What log p(x) of the first rows is known to be, and how well. */
const known = ({ logProbability, errors, edgeShares }: Truth, rows = errors.length) => {
  const truth = mean(logProbability.subarray(0, rows));
  const beyond = mean(edgeShares.subarray(0, rows)); // about as much lies outside as near the edge
  const rounding = 2e-7 * Math.abs(truth);
  return { truth, truthError: mean(errors.subarray(0, rows)) + beyond + rounding };
};

/** The truth itself: a finer and wider grid does not change it by more than it says. */
export const halving = async (
  { trained, x, run, during, claim }: Scene,
  truth: Truth,
  spacing: number,
) => {
  const rows = Math.min(100, truth.errors.length);
  const fine = await during("quadrature on a finer and wider grid", () =>
    quadrature(trained, first(x, rows), { spacing: spacing / 2, extent: 8, run }),
  );
  const coarse = known(truth, rows);
  claim({
    name: `log p(x) on a grid of spacing ${spacing}`,
    relation: "equals",
    rows,
    estimate: coarse.truth,
    standardError: coarse.truthError,
    truth: known(fine).truth,
  });
};

export const climbing = async (
  { trained, x, run, noise, during, claim }: Scene,
  truth: Truth,
  ladder: readonly number[],
) => {
  const climbed = await during(`IWAE with ${ladder.at(-1)} draws`, () =>
    iwaeLadder(trained, x, { rng: noise.fold("ladder"), ladder, run }),
  );
  const N = truth.errors.length;
  for (const { samples, mean: bound, drawError } of climbed.rungs)
    claim({
      name: samples === 1 ? "ELBO" : `IWAE-${samples}`,
      relation: "is at most",
      rows: N,
      estimate: bound.value,
      standardError: drawError,
      ...known(truth),
    });
  // With coins χ² is infinite (see extrapolateLadder): what a diagnosis would have let pass falls short
  const light = Array.from({ length: N }, (_, n) => n).filter(
    (n) => (climbed.paretoK?.[n] ?? 1) < 0.5,
  );
  if (light.length === 0) return;
  const values = light.map((n) => extrapolateLadder(climbed, n, { diagnose: true }));
  claim({
    name: "IWAE extrapolated where k̂ < ½, though χ² is infinite",
    relation: "is at most",
    rows: light.length,
    estimate: mean(values.map(({ value }) => value)),
    standardError: Math.hypot(...values.map((v) => v.standardError)) / light.length,
    truth: mean(light.map((n) => truth.logProbability[n] ?? Number.NaN)),
    truthError: known(truth).truthError,
  });
};

export const annealing = async (
  { trained, x, run, noise, during, claim }: Scene,
  truth: Truth,
  { rows, temperatures }: { readonly rows: number; readonly temperatures: number },
  spacing: number,
) => {
  const options = { temperatures, leapfrogs: 5, run };
  const below = await during(`AIS with ${temperatures} temperatures`, () =>
    annealedLowerBound(trained, first(x, rows), { rng: noise.fold("AIS"), ...options }),
  );
  claim({
    name: "AIS",
    relation: "equals",
    rows,
    estimate: below.mean.value,
    standardError: below.drawError,
    ...known(truth, rows),
  });
  const simulated = simulatedData(trained, rows, noise.fold("simulated"));
  const own = quadrature(trained, simulated.x, { spacing, run });
  const { lower, upper } = await during(`BDMC with ${temperatures} temperatures`, () =>
    bidirectionalBounds(trained, simulated, { rng: noise.fold("BDMC"), ...options }),
  );
  const sides = [
    ["BDMC from below, simulated images", "is at most", lower],
    ["BDMC from above, simulated images", "is at least", upper],
  ] as const;
  for (const [name, relation, { mean: bound, drawError }] of sides)
    claim({
      name,
      relation,
      rows,
      estimate: bound.value,
      standardError: drawError,
      ...known(own),
    });
};

/** The two gaps and the ELBO, of which the last has a closed form in it, add up to log p(x). */
export const splitting = async (
  { trained, x, run, noise, during, claim }: Scene,
  truth: Truth,
  rows: number,
) => {
  const some = first(x, rows);
  const { approximation, amortisation } = await during("splitting the gap", () =>
    gapSplit(trained, some, {
      rng: noise.fold("split"),
      logProbability: truth.logProbability.slice(0, rows),
      run,
    }),
  );
  const halves = [1, 2].map((half) => {
    const rng = noise.fold("ELBO", half);
    const { reconstruction, rate } = elboTerms(trained, some, { rng, samples: 50, run });
    return Float64Array.from(reconstruction, (value, n) => value - (rate[n] ?? Number.NaN));
  });
  const [a = new Float64Array(), b = new Float64Array()] = halves;
  const over = (errors: Float64Array) => Math.hypot(...errors) / rows;
  claim({
    name: "ELBO + amortisation gap + approximation gap",
    relation: "equals",
    rows,
    estimate: (mean(a) + mean(b)) / 2 + amortisation.mean.value + approximation.mean.value,
    standardError: Math.hypot(
      over(a.map((value, n) => (value - (b[n] ?? Number.NaN)) / 2)),
      over(approximation.drawErrors),
      over(amortisation.drawErrors),
    ),
    ...known(truth, rows),
  });
  for (const [name, gap] of Object.entries({ approximation, amortisation }))
    claim({
      name: `${name} gap`,
      relation: "is at least",
      rows,
      estimate: gap.mean.value,
      standardError: over(gap.drawErrors),
      truth: 0,
      truthError: known(truth, rows).truthError,
    });
};

/** I(x; z) and KL(q(z)‖p(z)) from draws, against the entropy of q(z) by quadrature over the plane. */
export const aggregating = async ({ trained, x, run, noise, during, claim }: Scene) => {
  const rows = x.length / 196;
  const found = await during("mutual information", () =>
    aggregatePosterior(trained, x, { rng: noise.fold("information"), run }),
  );
  const { information, divergence } = await during("entropy over the plane", () => {
    const { mean: m, logVariance = [] } = codes(trained, x, { run });
    const variance = Float64Array.from(logVariance, Math.exp);
    const entropy = mixtureEntropy({ mean: m, variance }, 2);
    const own = 1 + Math.log(2 * Math.PI) + mean(logVariance); // over two units
    const second = 2 * mean(Float64Array.from(m, (v, i) => v * v + (variance[i] ?? 0)));
    return {
      information: entropy - own,
      divergence: second / 2 + Math.log(2 * Math.PI) - entropy,
    };
  });
  const { value, standardError } = found.mutualInformation;
  claim({
    name: "I(x; z)",
    relation: "equals",
    rows,
    estimate: value,
    standardError,
    truth: information,
  });
  claim({
    name: "E KL(q(z|x)‖p(z)) − I(x; z)",
    relation: "equals",
    rows,
    estimate: found.jointKl.upper.value,
    standardError,
    truth: divergence,
  });
  claim({
    name: "Σ KL(q(z_k)‖p(z_k))",
    relation: "is at most",
    rows,
    estimate: found.jointKl.lower,
    standardError: 1e-5,
    truth: divergence,
  });
};
