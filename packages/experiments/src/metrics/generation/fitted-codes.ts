import * as tf from "@tensorflow/tfjs";
import type { Rng } from "@vae-lab/core";
import { mean as meanOf } from "@vae-lab/statistics";
import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** A normal mixture fitted to codes; one component is a normal. */
export interface NormalMixtureFit {
  readonly weights: readonly number[];
  /** Of each component: K numbers. */
  readonly means: readonly Float64Array[];
  /** Of each component, the lower Cholesky factor of its covariance: K·K. */
  readonly factors: readonly Float64Array[];
  /** The mean log-likelihood of the codes, in nats. */
  readonly logLikelihood: number;
}

/** Added to the variances, so that a component of equal codes has a density (as scikit-learn does). */
const ridge = 1e-6;
/** A code with a smaller share in a component does not count there. */
const negligible = 1e-9;
const mostRounds = 25;
/** The mean log-likelihood has converged when it gains less than this in a round, in nats. */
const tolerance = 0.01;

const factorOf = (covariance: Matrix, width: number): Float64Array => {
  const { lowerTriangularMatrix } = new CholeskyDecomposition(covariance);
  return Float64Array.from({ length: width * width }, (_, i) =>
    lowerTriangularMatrix.get(Math.floor(i / width), i % width),
  );
};

/** The mean and the Cholesky factor of weighted codes. */
const component = (codes: Float32Array, K: number, shares: Float32Array) => {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = new Float64Array(K);
  const products = new Float64Array(K * K);
  shares.forEach((share, n) => {
    if (share < negligible) return;
    for (let k = 0; k < K; k++)
      mean[k] = (mean[k] as number) + share * (codes[n * K + k] as number);
  });
  for (let k = 0; k < K; k++) mean[k] = (mean[k] as number) / total;
  const deviation = new Float64Array(K);
  shares.forEach((share, n) => {
    if (share < negligible) return;
    for (let k = 0; k < K; k++) deviation[k] = (codes[n * K + k] as number) - (mean[k] as number);
    for (let k = 0; k < K; k++) {
      const own = share * (deviation[k] as number);
      for (let j = 0; j <= k; j++)
        products[k * K + j] = (products[k * K + j] as number) + own * (deviation[j] as number);
    }
  });
  const covariance = Matrix.zeros(K, K);
  for (let k = 0; k < K; k++)
    for (let j = 0; j <= k; j++) {
      const value = (products[k * K + j] as number) / total + (k === j ? ridge : 0);
      covariance.set(k, j, value);
      covariance.set(j, k, value);
    }
  return { total, mean, factor: factorOf(covariance, K) };
};

/** The inverse of a lower triangular matrix K·K, column by column. */
const inverseOf = (factor: Float64Array, K: number): Matrix => {
  const found = new Float64Array(K * K);
  for (let column = 0; column < K; column++)
    for (let k = column; k < K; k++) {
      let rest = k === column ? 1 : 0;
      for (let j = column; j < k; j++)
        rest -= (factor[k * K + j] as number) * (found[j * K + column] as number);
      found[k * K + column] = rest / (factor[k * K + k] as number);
    }
  return Matrix.from1DArray(K, K, found);
};

type Component = ReturnType<typeof component>;

/** log w + log N(x; mean, LLᵀ) of each code [N, K] in each component: [C, N]. */
const logJoint = (codes: tf.Tensor2D, found: readonly Component[]): tf.Tensor2D => {
  const [N, K] = codes.shape;
  const C = found.length;
  const constants = found.map(({ total, factor }) => {
    let logDeterminant = 0;
    for (let k = 0; k < K; k++) logDeterminant += Math.log(factor[k * K + k] as number);
    return Math.log(total / N) - logDeterminant - (K / 2) * Math.log(2 * Math.PI);
  });
  // The codes less each mean, times each inverse factor, as one product
  const whiten = found.map(({ mean, factor }) => {
    const toNormal = inverseOf(factor, K).transpose();
    return { toNormal, mean: Matrix.rowVector(mean).mmul(toNormal).to1DArray() };
  });
  const all = Array.from({ length: K }, (_, k) =>
    whiten.flatMap(({ toNormal }) => toNormal.getRow(k)),
  );
  const solved = codes
    .matMul(tf.tensor2d(all.flat(), [K, C * K]))
    .sub(tf.tensor1d(whiten.flatMap(({ mean }) => mean)));
  const squares = solved.square().reshape([N, C, K]).sum<tf.Tensor2D>(2);
  return squares.mul(-0.5).add(tf.tensor1d(constants)).transpose();
};

/** Shares of codes in components around far-apart codes (k-means++, Arthur & Vassilvitskii 2007). */
const seeded = (codes: Float32Array, K: number, components: number, rng: Rng): Float32Array[] => {
  const N = codes.length / K;
  const uniforms = rng.uniforms(components);
  const nearest = new Float64Array(N).fill(Number.POSITIVE_INFINITY);
  const owner = new Int32Array(N);
  let centre = Math.floor((uniforms[0] ?? 0) * N);
  for (let c = 0; c < components; c++) {
    let total = 0;
    for (let n = 0; n < N; n++) {
      let distance = 0;
      for (let k = 0; k < K; k++)
        distance += ((codes[n * K + k] as number) - (codes[centre * K + k] as number)) ** 2;
      if (distance < (nearest[n] as number)) {
        nearest[n] = distance;
        owner[n] = c;
      }
      total += nearest[n] as number;
    }
    let left = (uniforms[c + 1] ?? 0) * total;
    centre = nearest.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    if (centre < 0) centre = N - 1;
  }
  return Array.from({ length: components }, (_, c) =>
    Float32Array.from(owner, (own) => (own === c ? 1 : 0)),
  ).filter((shares) => shares.some((share) => share > 0));
};

/**
 * A normal mixture with full covariances, fitted to N·K codes by expectation maximisation from a
 * k-means++ start, to a local maximum of the likelihood: ten components are the density that Ghosh et al.
 * (2020) fit to codes of trained autoencoders. One component is the maximum-likelihood normal.
 */
export const fitNormalMixture = (
  codes: Float32Array,
  K: number,
  components: number,
  rng: Rng,
): NormalMixtureFit => {
  const N = codes.length / K;
  let shares = seeded(codes, K, components, rng);
  let before = Number.NEGATIVE_INFINITY;
  for (let round = 1; ; round++) {
    const found = shares.map((own) => component(codes, K, own));
    const [next, logLikelihood] = tf.tidy(() => {
      const joint = logJoint(tf.tensor2d(codes, [N, K]), found);
      const evidence = joint.logSumExp(0, true);
      return [joint.sub(evidence).exp().dataSync<"float32">(), meanOf(evidence.dataSync())];
    });
    if (logLikelihood - before < tolerance || round === mostRounds || found.length === 1)
      return {
        weights: found.map(({ total }) => total / N),
        means: found.map(({ mean }) => mean),
        factors: found.map(({ factor }) => factor),
        logLikelihood,
      };
    before = logLikelihood;
    shares = found
      .map((_, c) => next.subarray(c * N, (c + 1) * N))
      .filter((own) => own.some((share) => share > 1e-6));
  }
};

/** `count` draws of a fitted mixture: count·K. */
export const drawNormalMixture = (
  { weights, means, factors }: NormalMixtureFit,
  count: number,
  rng: Rng,
): Float32Array => {
  const K = means[0]?.length ?? 0;
  const choices = rng.fold("components").uniforms(count);
  const noise = rng.fold("noise").normals(count * K);
  const drawn = new Float32Array(count * K);
  for (let i = 0; i < count; i++) {
    let left = choices[i] as number;
    const chosen = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    const c = chosen < 0 ? weights.length - 1 : chosen;
    const [mean, factor] = [means[c] as Float64Array, factors[c] as Float64Array];
    for (let k = 0; k < K; k++) {
      let value = mean[k] as number;
      for (let j = 0; j <= k; j++)
        value += (factor[k * K + j] as number) * (noise[i * K + j] as number);
      drawn[i * K + k] = value;
    }
  }
  return drawn;
};
