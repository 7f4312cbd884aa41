import * as tf from "@tensorflow/tfjs";
import { requireCount, requireFraction } from "../arguments.ts";
import { requireCodes } from "../models/checked-input.ts";
import { type OptionNames, requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { type Chains, chainsFrom } from "./chains.ts";
import { type Estimate, errorOfMean, estimateOf, logMeanExp } from "./estimate.ts";
import { type RunEvalFunction, runEagerly } from "./eval-function.ts";
import { type Evaluated, type GenerativeModel, requireEvidence } from "./evidence-model.ts";
import { temperaturesOf } from "./temperatures.ts";

/** Options of `annealedLowerBound` and `bidirectionalBounds`. */
export interface AnnealingOptions {
  readonly rng: Rng;
  /** Number of temperatures, denser near 0 and 1, or the ascending temperatures themselves. */
  readonly temperatures?: number | readonly number[];
  /** C, the number of chains. */
  readonly chains?: number;
  /** Leapfrog steps of a Hamiltonian move. */
  readonly leapfrogs?: number;
  /** Target acceptance rate of the tuned step sizes. */
  readonly acceptance?: number;
  readonly run?: RunEvalFunction;
}

/** Bounds of log p(x), in nats. */
export interface Annealed {
  /** The bound per row: N. */
  readonly rows: Float64Array;
  /** Their standard errors over chains: N. */
  readonly drawErrors: Float64Array;
  /** The mean over the rows; its error is over rows. */
  readonly mean: Estimate;
  /** The error of that mean over chains alone. */
  readonly drawError: number;
  /** Acceptance rate of the moves. */
  readonly acceptance: number;
}

const annealingOptions: OptionNames<AnnealingOptions> = {
  rng: "required",
  temperatures: "optional",
  chains: "optional",
  leapfrogs: "optional",
  acceptance: "optional",
  run: "optional",
};

/** Chains that tune the step sizes; they do not enter the estimate. */
const pilots = 4;
/** Step sizes grow by exp(tuningRate · (acceptance − target)). */
const tuningRate = 0.2;
const firstStepSize = 0.3;
/** Codes decoded per batch. */
const codesAtOnce = 3200;

/**
 * Annealed importance sampling: Hamiltonian chains from N(0, I) to p(z|x). The log of their mean weight
 * is in expectation a lower bound of log p(x) (Neal 2001; Wu et al. 2017). Separate chains tune the
 * step sizes, one per temperature and row, so that the weights stay unbiased.
 * @throws RangeError for an unnormalised likelihood
 */
export const annealedLowerBound = (
  evaluated: Evaluated<GenerativeModel>,
  x: Float32Array,
  options: AnnealingOptions,
): Annealed => {
  requireOptions("annealedLowerBound", options, annealingOptions);
  const found = gathered(requireEvidence(evaluated, x));
  forEachAnnealing(evaluated, x, options, ({ start, path, chains, noise }) => {
    found.add(start, upwards(path, chains, noise));
  });
  return found.done();
};

/**
 * Bidirectional Monte Carlo (Grosse et al. 2015): lower and upper bounds of log p(x) for data sampled
 * from the model, x [N·D] with the codes z [N·K]. z is an exact sample of p(z|x), so chains from there
 * back to N(0, I) give an upper bound.
 * @throws RangeError for an unnormalised likelihood, ShapeError if z does not match x
 */
export const bidirectionalBounds = (
  evaluated: Evaluated<GenerativeModel>,
  { x, z }: { readonly x: Float32Array; readonly z: Float32Array },
  options: AnnealingOptions,
): { readonly lower: Annealed; readonly upper: Annealed } => {
  requireOptions("bidirectionalBounds", options, annealingOptions);
  const N = requireEvidence(evaluated, x);
  const { latentSize: K } = evaluated.model;
  if (requireCodes("z", z, evaluated.model) !== N)
    throw new ShapeError(`z must hold ${N} rows of ${K} numbers, got ${z.length} numbers`);
  const [lower, upper] = [gathered(N), gathered(N)];
  forEachAnnealing(evaluated, x, options, ({ start, rows, path, chains, noise }) => {
    lower.add(start, upwards(path, chains, noise));
    const code = z.subarray(start * K, (start + rows) * K);
    const exact = chains(path.chains, () =>
      tf.tensor3d(code, [1, rows, K]).tile([path.chains, 1, 1]),
    );
    upper.add(start, downwards(path, exact, noise.fold("down")), -1);
  });
  return { lower: lower.done(), upper: upper.done() };
};

interface Path {
  readonly betas: readonly number[];
  /** Per temperature, per row. */
  readonly stepSizes: readonly Float32Array[];
  readonly chains: number;
}

type MakeChains = (chains: number, place?: () => tf.Tensor) => Chains;

interface Annealing {
  readonly start: number;
  readonly rows: number;
  readonly path: Path;
  /** Chains from given codes, or from samples of N(0, I). */
  readonly chains: MakeChains;
  readonly noise: Rng;
}

/** Visits the rows in batches, with step sizes tuned per batch. */
const forEachAnnealing = (
  evaluated: Evaluated<GenerativeModel>,
  x: Float32Array,
  {
    rng,
    temperatures = 1000,
    chains: C = 16,
    leapfrogs = 10,
    acceptance = 0.7,
    run = runEagerly,
  }: AnnealingOptions,
  visit: (annealing: Annealing) => void,
): void => {
  requireRng("rng", rng);
  const betas = temperaturesOf(temperatures);
  requireCount("chains", C);
  requireCount("leapfrogs", leapfrogs);
  requireFraction("acceptance", acceptance);
  const { dataSize: D, latentSize: K } = evaluated.model;
  const N = x.length / D;
  const most = Math.max(1, Math.floor(codesAtOnce / C));
  for (let start = 0; start < N; start += most) {
    const rows = Math.min(most, N - start);
    const noise = rng.fold("rows from", start);
    const batch = tf.tensor2d(x.subarray(start * D, (start + rows) * D), [rows, D]);
    const all: Chains[] = [];
    const chains: MakeChains = (count, place) => {
      const from = noise.fold("start", count);
      const z = place ? tf.tidy(place) : from.normal([count, rows, K]);
      try {
        const made = chainsFrom(evaluated, batch, z, { leapfrogs, run, rng: from });
        all.push(made);
        return made;
      } finally {
        z.dispose();
      }
    };
    try {
      const first = new Float32Array(rows).fill(firstStepSize);
      const stepSizes = tuned(betas, first, chains(pilots), acceptance, noise.fold("tuning"));
      visit({ start, rows, path: { betas, stepSizes, chains: C }, chains, noise });
    } finally {
      for (const made of all) made.dispose();
      batch.dispose();
    }
  }
};

const tuned = (
  betas: readonly number[],
  first: Float32Array,
  chains: Chains,
  wanted: number,
  noise: Rng,
): Float32Array[] => {
  let sizes = first;
  const found = betas.map((beta, t) => {
    const accepted = chains.move(beta, sizes, noise.fold("move", t));
    const used = sizes;
    sizes = sizes.map((size, b) => size * Math.exp(tuningRate * ((accepted[b] ?? 0) - wanted)));
    return used;
  });
  chains.dispose();
  return found;
};

/** Chains with their log weights C·B along the path. */
interface Weighed {
  readonly logWeights: Float64Array;
  readonly rows: number;
  readonly acceptance: number;
}

/** log w = Σ (β_t − β_{t−1}) · log ratio before the move at β_t. */
const upwards = (path: Path, make: MakeChains, noise: Rng): Weighed => {
  const chains = make(path.chains);
  const ledger = ledgerOf(path, chains, noise.fold("up"));
  for (let t = 1; t < path.betas.length; t++) {
    ledger.weigh(t);
    ledger.move(t);
  }
  chains.dispose();
  return ledger.done();
};

/** The moves of `upwards` in reverse order, each before its weight. */
const downwards = (path: Path, chains: Chains, noise: Rng): Weighed => {
  const ledger = ledgerOf(path, chains, noise);
  for (let t = path.betas.length - 1; t >= 1; t--) {
    ledger.move(t);
    ledger.weigh(t);
  }
  chains.dispose();
  return ledger.done();
};

const ledgerOf = ({ betas, stepSizes, chains: C }: Path, chains: Chains, noise: Rng) => {
  const rows = stepSizes[0]?.length ?? 0;
  const logWeights = new Float64Array(C * rows);
  let accepted = 0;
  const beta = (t: number) => betas[t] as number;
  return {
    weigh: (t: number) => {
      const ratios = chains.logRatio();
      for (let i = 0; i < logWeights.length; i++)
        logWeights[i] = (logWeights[i] as number) + (beta(t) - beta(t - 1)) * (ratios[i] as number);
    },
    move: (t: number) => {
      const chances = chains.move(beta(t), stepSizes[t] as Float32Array, noise.fold("move", t));
      accepted += chances.reduce((sum, chance) => sum + chance / rows, 0);
    },
    done: (): Weighed => ({ logWeights, rows, acceptance: accepted / (betas.length - 1) }),
  };
};

/** Collects the bounds of N rows from batches. */
const gathered = (N: number) => {
  const [rows, drawErrors] = [new Float64Array(N), new Float64Array(N)];
  let acceptance = 0;
  return {
    /** The log of the mean weight, of weights to the power of `sign`. */
    add: (start: number, weighed: Weighed, sign: 1 | -1 = 1) => {
      const { logWeights, rows: B } = weighed;
      for (let b = 0; b < B; b++) {
        const own = logWeights.filter((_, i) => i % B === b).map((l) => sign * l);
        const { value, standardError } = logMeanExp(own);
        rows[start + b] = sign * value;
        drawErrors[start + b] = standardError;
      }
      acceptance += (weighed.acceptance * B) / N;
    },
    done: (): Annealed => ({
      rows,
      drawErrors,
      mean: estimateOf(rows),
      drawError: errorOfMean(drawErrors),
      acceptance,
    }),
  };
};
