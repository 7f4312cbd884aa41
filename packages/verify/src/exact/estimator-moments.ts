import { logNormal, type NormalPair } from "./weight-distribution.ts";

/** F(log w) and its derivative in log w. */
export interface Integrand {
  value(logWeight: number): number;
  slope(logWeight: number): number;
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** d/dμ and d/dσ of E_q F(log p/q), q = N(μ, σ²), as one draw estimates them. */
export type GradientMoments = readonly [byMean: Moments, bySd: Moments];

interface Draw {
  readonly mass: number;
  readonly noise: number;
  readonly z: number;
  readonly logWeight: number;
}

const standard = { mean: 0, sd: 1 };

/** The noise at which p = q, where total variation has kinks: log w is quadratic in it. */
const crossings = ({ q, p = standard }: NormalPair): number[] => {
  const [a, b, c] = [
    0.5 * (1 - (q.sd / p.sd) ** 2),
    (-(q.mean - p.mean) * q.sd) / p.sd ** 2,
    -0.5 * ((q.mean - p.mean) / p.sd) ** 2 + Math.log(q.sd / p.sd),
  ];
  if (a === 0) return b === 0 ? [] : [-c / b];
  const root = Math.sqrt(b * b - 4 * a * c);
  return Number.isNaN(root) ? [] : [(-b - root) / (2 * a), (-b + root) / (2 * a)];
};

/** The double exponential rule between places at which an integrand may have a kink. */
const nodes = (breaks: readonly number[]): { readonly x: number; readonly weight: number }[] => {
  const [reach, step] = [3.2, 0.08];
  const halves = Math.round(reach / step);
  return breaks.slice(1).flatMap((end, panel) => {
    const [middle, half] = [(end + (breaks[panel] ?? 0)) / 2, (end - (breaks[panel] ?? 0)) / 2];
    return Array.from({ length: 2 * halves + 1 }, (_, i) => {
      const t = (i - halves) * step;
      const inner = (Math.PI / 2) * Math.sinh(t);
      const slope = ((Math.PI / 2) * Math.cosh(t)) / Math.cosh(inner) ** 2;
      return { x: middle + half * Math.tanh(inner), weight: half * slope * step };
    });
  });
};

/** As far as the tails of p need it when q is half as wide. */
const panels = [-30, -12, -6, -3, 0, 3, 6, 12, 30];

const draws = (pair: NormalPair): Draw[] => {
  const { q, p = standard } = pair;
  const breaks = [...panels, ...crossings(pair)].sort((a, b) => a - b);
  return nodes(breaks).map(({ x: noise, weight }) => {
    const z = q.mean + q.sd * noise;
    return {
      mass: Math.exp(logNormal(noise, standard)) * weight,
      noise,
      z,
      logWeight: logNormal(z, p) - logNormal(z, q),
    };
  });
};

const scores = (q: NormalPair["q"], { noise }: Draw): readonly [number, number] => [
  noise / q.sd,
  (noise ** 2 - 1) / q.sd,
];

/** E g, with nothing added where the mass is 0: there an integrand may overflow. */
const integral = (all: readonly Draw[], g: (draw: Draw) => number): number =>
  all.reduce((sum, draw) => {
    const term = draw.mass === 0 ? 0 : draw.mass * g(draw);
    return sum + (Number.isNaN(term) ? 0 : term);
  }, 0);

/** E_q F(log p/q). */
export const expectedValue = (pair: NormalPair, f: Integrand): number =>
  integral(draws(pair), ({ logWeight }) => f.value(logWeight));

const momentsOf = (all: readonly Draw[], g: (draw: Draw) => number): Moments => {
  const mean = integral(all, g);
  return { mean, variance: integral(all, (draw) => (g(draw) - mean) ** 2) };
};

const forBoth = (of: (k: 0 | 1) => Moments): GradientMoments => [of(0), of(1)];

/** F s − F′ s: the draw's own weight, and F's own dependence on q, through −F′ ∂log q. */
export const scoreFunctionMoments = (pair: NormalPair, f: Integrand): GradientMoments => {
  const all = draws(pair);
  return forBoth((k) =>
    momentsOf(
      all,
      (draw) => (f.value(draw.logWeight) - f.slope(draw.logWeight)) * scores(pair.q, draw)[k],
    ),
  );
};

/** F′ d log w/dθ along z = μ + σε. */
export const pathwiseMoments = (pair: NormalPair, f: Integrand): GradientMoments => {
  const { q, p = standard } = pair;
  const all = draws(pair);
  return forBoth((k) =>
    momentsOf(all, ({ logWeight, noise, z }) => {
      const pull = -(z - p.mean) / p.sd ** 2;
      return f.slope(logWeight) * (k === 0 ? pull : pull * noise + 1 / q.sd);
    }),
  );
};

/**
 * S draws with the mean of the others as baseline: the sample covariance of F and s, and the mean
 * of c = −F′ s. Its variance is [Var c + 2 μ_Fsc + μ₂₂]/S − (S − 2)/(S(S − 1)) μ₁₁² + μ₂₀μ₀₂/(S(S − 1)).
 */
export const leaveOneOutMoments =
  (S: number) =>
  (pair: NormalPair, f: Integrand): GradientMoments => {
    const all = draws(pair);
    return forBoth((k) => {
      const score = (draw: Draw) => scores(pair.q, draw)[k];
      const own = (draw: Draw) => -f.slope(draw.logWeight) * score(draw);
      const meanF = integral(all, (draw) => f.value(draw.logWeight));
      const centred = (draw: Draw) => f.value(draw.logWeight) - meanF;
      const c = momentsOf(all, own);
      const covariance = integral(all, (draw) => centred(draw) * score(draw));
      const squares = integral(all, (draw) => (centred(draw) * score(draw)) ** 2);
      const three = integral(all, (draw) => centred(draw) * score(draw) * (own(draw) - c.mean));
      const spread = integral(all, (draw) => centred(draw) ** 2);
      const fisher = integral(all, (draw) => score(draw) ** 2);
      return {
        mean: c.mean + covariance,
        variance:
          (c.variance + 2 * three + squares) / S -
          ((S - 2) / (S * (S - 1))) * covariance ** 2 +
          (spread * fisher) / (S * (S - 1)),
      };
    });
  };

/** Whether E_q w^power is finite: the Gaussian exponent must fall. */
export const hasMoment = ({ q, p = standard }: NormalPair, power: number): boolean =>
  power / p.sd ** 2 + (1 - power) / q.sd ** 2 > 0;
