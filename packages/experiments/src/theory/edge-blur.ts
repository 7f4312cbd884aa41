import { goldenSection } from "@vae-lab/core/exact";
import { normalCdf } from "@vae-lab/statistics";
import { edgeImages } from "../datasets/shifted-edges.ts";
import { edgeWidth } from "../metrics/blur/edge-width.ts";

/** Where an edge lies within its pixel: the mean over these stands for all positions. */
const phases = 16;
/** Columns on both sides of the edge: a spread of 2 pixels is 6 standard deviations from their end. */
const reach = 12;
const columns = Array.from({ length: 2 * reach }, (_, i) => i - reach);

/** ∫ Φ up to u. */
const integralOfCdf = (u: number): number =>
  u * normalCdf(u) + Math.exp(-(u ** 2) / 2) / Math.sqrt(2 * Math.PI);

/** E max(0, u − p)² for p ~ N(0, 1). */
const squaredExcess = (u: number): number =>
  (u ** 2 + 1) * normalCdf(u) + (u * Math.exp(-(u ** 2) / 2)) / Math.sqrt(2 * Math.PI);

/**
 * The moments of a pixel whose left side is `left` pixels from the centre of a normal position of
 * standard deviation `spread`: it shows max(0, left + 1 − p) − max(0, left − p), the area on the right of
 * the edge p. Closed forms.
 */
const pixelMoments = (left: number, spread: number): { mean: number; variance: number } => {
  const [u, v] = [left / spread, (left + 1) / spread];
  const mean = spread * (integralOfCdf(v) - integralOfCdf(u));
  // (a − b)² with a = b + 1 wherever b > 0: a² − b² − 2b
  const square =
    spread ** 2 * (squaredExcess(v) - squaredExcess(u)) - 2 * spread * integralOfCdf(u);
  return { mean, variance: Math.max(0, square - mean ** 2) };
};

const overPhases = (of: (centre: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < phases; i++) sum += of((i + 0.5) / phases) / phases;
  return sum;
};

/**
 * The edge width in pixels of the mean image over positions N(centre, spread²), the mean over centres
 * within a pixel: an edge convolved with a pixel and a normal.
 */
export const widthOfSpread = (spread: number): number =>
  overPhases((centre) => edgeWidth(columns.map((x) => pixelMoments(x - centre, spread).mean)));

/** The likelihoods for which the theory is derived. */
export type EdgeLikelihood =
  | { readonly kind: "bernoulli" }
  | { readonly kind: "gaussian"; readonly variance: number };

const entropy = (p: number): number =>
  p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);

/**
 * What a spread costs of E log p(x|z), in nats per image, up to a constant, with the best decoder: the
 * mean image. Gaussian: the variance of the pixels / 2σ². Bernoulli: the entropy of the mean image.
 */
const cost = (likelihood: EdgeLikelihood, spread: number): number =>
  edgeImages.side *
  overPhases((centre) =>
    columns.reduce((sum, x) => {
      const { mean, variance } = pixelMoments(x - centre, spread);
      return (
        sum +
        (likelihood.kind === "gaussian" ? variance / (2 * likelihood.variance) : entropy(mean))
      );
    }, 0),
  );

const spreads = [0.02, 2] as const;

/**
 * The spread of positions given the code, in pixels, that maximises reconstruction − beta·rate for edges
 * at uniform positions away from the ends of their range: a normal position given the code, with the
 * mean image for a decoder and codes that follow the prior, so that the rate is a constant − log spread.
 * No training has a part in it. NaN where the best spread is not between 0.02 and 2 pixels: beyond, the
 * ends of the range matter.
 */
export const bestSpread = (likelihood: EdgeLikelihood, beta: number): number => {
  const [low, high] = spreads.map(Math.log) as [number, number];
  const found = goldenSection(
    (log) => cost(likelihood, Math.exp(log)) - beta * log,
    low,
    high,
    1e-6,
  );
  return found - low < 1e-3 || high - found < 1e-3 ? Number.NaN : Math.exp(found);
};
