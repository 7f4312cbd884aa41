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
import type { judgeEstimate } from "./judged-estimate.ts";

/** A trained model, test images, and functions that time stages and record estimates. */
export interface ComparisonContext {
  readonly trained: TrainedModel<Vae>;
  readonly x: Float32Array;
  readonly run: RunEvalFunction;
  readonly noise: PhiloxRng;
  timed<T>(stage: string, work: () => T): Promise<Awaited<T>>;
  record(...made: Parameters<typeof judgeEstimate>): void;
}

export type Truth = ReturnType<typeof quadrature>;

/** Images of 14 × 14 pixels. */
export const pixels = 196;

const first = (x: Float32Array, rows: number): Float32Array => x.subarray(0, rows * pixels);

/** Mean log p(x) of the first rows by quadrature, and its error. */
const truthOf = ({ logProbability, errors, edgeShares }: Truth, rows = errors.length) => {
  const truth = mean(logProbability.subarray(0, rows));
  const beyond = mean(edgeShares.subarray(0, rows)); // the mass outside is about that near the edge
  const rounding = 2e-7 * Math.abs(truth);
  return { truth, truthError: mean(errors.subarray(0, rows)) + beyond + rounding };
};

/** Compares the truth with a finer and wider grid. */
export const compareQuadrature = async (
  { trained, x, run, timed, record }: ComparisonContext,
  truth: Truth,
  spacing: number,
) => {
  const rows = Math.min(100, truth.errors.length);
  const fine = await timed("quadrature on a finer and wider grid", () =>
    quadrature(trained, first(x, rows), { spacing: spacing / 2, extent: 8, run }),
  );
  const coarse = truthOf(truth, rows);
  record({
    name: `log p(x) on a grid of spacing ${spacing}`,
    relation: "equals",
    rows,
    estimate: coarse.truth,
    standardError: coarse.truthError,
    truth: truthOf(fine).truth,
  });
};

/** Compares IWAE bounds and their extrapolation with the truth. */
export const compareIwae = async (
  { trained, x, run, noise, timed, record }: ComparisonContext,
  truth: Truth,
  ladder: readonly number[],
) => {
  const climbed = await timed(`IWAE with ${ladder.at(-1)} draws`, () =>
    iwaeLadder(trained, x, { rng: noise.fold("ladder"), ladder, run }),
  );
  const N = truth.errors.length;
  for (const { samples, mean: bound, drawError } of climbed.rungs)
    record({
      name: samples === 1 ? "ELBO" : `IWAE-${samples}`,
      relation: "is at most",
      rows: N,
      estimate: bound.value,
      standardError: drawError,
      ...truthOf(truth),
    });
  // For Bernoulli pixels χ² is infinite (see extrapolateLadder): extrapolation stays below the truth even
  // where its diagnosis accepts it
  const light = Array.from({ length: N }, (_, n) => n).filter(
    (n) => (climbed.paretoK?.[n] ?? 1) < 0.5,
  );
  if (light.length === 0) return;
  const values = light.map((n) => extrapolateLadder(climbed, n, { diagnose: true }));
  record({
    name: "IWAE extrapolated where k̂ < ½, though χ² is infinite",
    relation: "is at most",
    rows: light.length,
    estimate: mean(values.map(({ value }) => value)),
    standardError: Math.hypot(...values.map((v) => v.standardError)) / light.length,
    truth: mean(light.map((n) => truth.logProbability[n] ?? Number.NaN)),
    truthError: truthOf(truth).truthError,
  });
};

/** Compares AIS on test images and BDMC on simulated images with the truth. */
export const compareAnnealing = async (
  { trained, x, run, noise, timed, record }: ComparisonContext,
  truth: Truth,
  { rows, temperatures }: { readonly rows: number; readonly temperatures: number },
  spacing: number,
) => {
  const options = { temperatures, leapfrogs: 5, run };
  const below = await timed(`AIS with ${temperatures} temperatures`, () =>
    annealedLowerBound(trained, first(x, rows), { rng: noise.fold("AIS"), ...options }),
  );
  record({
    name: "AIS",
    relation: "equals",
    rows,
    estimate: below.mean.value,
    standardError: below.drawError,
    ...truthOf(truth, rows),
  });
  const simulated = simulatedData(trained, rows, noise.fold("simulated"));
  const own = quadrature(trained, simulated.x, { spacing, run });
  const { lower, upper } = await timed(`BDMC with ${temperatures} temperatures`, () =>
    bidirectionalBounds(trained, simulated, { rng: noise.fold("BDMC"), ...options }),
  );
  const sides = [
    ["BDMC from below, simulated images", "is at most", lower],
    ["BDMC from above, simulated images", "is at least", upper],
  ] as const;
  for (const [name, relation, { mean: bound, drawError }] of sides)
    record({
      name,
      relation,
      rows,
      estimate: bound.value,
      standardError: drawError,
      ...truthOf(own),
    });
};

/** Compares the sum of ELBO, amortisation gap and approximation gap with log p(x). */
export const compareGaps = async (
  { trained, x, run, noise, timed, record }: ComparisonContext,
  truth: Truth,
  rows: number,
) => {
  const some = first(x, rows);
  const { approximation, amortisation } = await timed("splitting the gap", () =>
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
  record({
    name: "ELBO + amortisation gap + approximation gap",
    relation: "equals",
    rows,
    estimate: (mean(a) + mean(b)) / 2 + amortisation.mean.value + approximation.mean.value,
    standardError: Math.hypot(
      over(a.map((value, n) => (value - (b[n] ?? Number.NaN)) / 2)),
      over(approximation.drawErrors),
      over(amortisation.drawErrors),
    ),
    ...truthOf(truth, rows),
  });
  for (const [name, gap] of Object.entries({ approximation, amortisation }))
    record({
      name: `${name} gap`,
      relation: "is at least",
      rows,
      estimate: gap.mean.value,
      standardError: over(gap.drawErrors),
      truth: 0,
      truthError: truthOf(truth, rows).truthError,
    });
};

/** Compares estimates of I(x; z) and KL(q(z)‖p(z)) with quadrature of the entropy of q(z). */
export const compareInformation = async ({
  trained,
  x,
  run,
  noise,
  timed,
  record,
}: ComparisonContext) => {
  const rows = x.length / pixels;
  const found = await timed("mutual information", () =>
    aggregatePosterior(trained, x, { rng: noise.fold("information"), run }),
  );
  const { information, divergence } = await timed("entropy over the plane", () => {
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
  record({
    name: "I(x; z)",
    relation: "equals",
    rows,
    estimate: value,
    standardError,
    truth: information,
  });
  record({
    name: "E KL(q(z|x)‖p(z)) − I(x; z)",
    relation: "equals",
    rows,
    estimate: found.jointKl.upper.value,
    standardError,
    truth: divergence,
  });
  record({
    name: "Σ KL(q(z_k)‖p(z_k))",
    relation: "is at most",
    rows,
    estimate: found.jointKl.lower,
    standardError: 1e-5,
    truth: divergence,
  });
};
