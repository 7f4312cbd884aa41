/** A linear classifier of C classes on K numbers. */
export interface LinearClassifier {
  /** Of each class: K weights and a bias. C·(K + 1). */
  readonly weights: Float64Array;
  readonly classes: number;
  readonly width: number;
}

interface LabelledRows {
  /** N·width, row-major. */
  readonly values: ArrayLike<number>;
  readonly width: number;
  /** N class indices. */
  readonly labels: ArrayLike<number>;
}

export interface LogisticRegressionOptions {
  readonly classes: number;
  /** The weight of the penalty ½‖w‖², which leaves out biases; 1 is scikit-learn's default. Default: 1. */
  readonly penalty?: number;
  /** The ascent ends when the largest slope of the mean loss is below this. Default: 1e-3. */
  readonly tolerance?: number;
  readonly maxSteps?: number;
}

/** Scores of a row: C inner products and biases, written to `out`. */
const scores = (
  { weights, classes, width }: LinearClassifier,
  values: ArrayLike<number>,
  row: number,
  out: Float64Array,
): void => {
  for (let c = 0; c < classes; c++) {
    let score = weights[c * (width + 1) + width] as number;
    for (let k = 0; k < width; k++)
      score += (weights[c * (width + 1) + k] as number) * (values[row * width + k] as number);
    out[c] = score;
  }
};

/** −Σ log p(label) + penalty/2·‖w‖², and its gradient. */
const lossOf = (
  classifier: LinearClassifier,
  { values, labels }: LabelledRows,
  penalty: number,
  gradient: Float64Array,
): number => {
  const { weights, classes, width } = classifier;
  const out = new Float64Array(classes);
  let loss = 0;
  gradient.fill(0);
  for (let n = 0; n < labels.length; n++) {
    scores(classifier, values, n, out);
    const label = labels[n] as number;
    const own = out[label] as number;
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, out[c] as number);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const weight = Math.exp((out[c] as number) - largest);
      out[c] = weight;
      sum += weight;
    }
    loss += largest + Math.log(sum) - own;
    for (let c = 0; c < classes; c++) {
      const residual = (out[c] as number) / sum - (c === label ? 1 : 0);
      const at = c * (width + 1);
      for (let k = 0; k < width; k++)
        gradient[at + k] =
          (gradient[at + k] as number) + residual * (values[n * width + k] as number);
      gradient[at + width] = (gradient[at + width] as number) + residual;
    }
  }
  for (let i = 0; i < weights.length; i++) {
    if (i % (width + 1) === width) continue;
    loss += (penalty / 2) * (weights[i] as number) ** 2;
    gradient[i] = (gradient[i] as number) + penalty * (weights[i] as number);
  }
  return loss;
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** Pairs of steps and changes of slope that the direction is computed from. */
const memory = 10;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** −H·gradient with H the inverse Hessian that the pairs imply (Nocedal & Wright 2006, algorithm 7.4). */
const directionOf = (gradient: Float64Array, pairs: readonly Pair[]): Float64Array => {
  const q = gradient.slice();
  const coefficients = pairs.toReversed().map(({ step, change, curvature }) => {
    const alpha = dot(step, q) / curvature;
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) - alpha * (change[i] as number);
    return alpha;
  });
  const last = pairs.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1 / Math.sqrt(dot(q, q));
  for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  pairs.forEach(({ step, change, curvature }, p) => {
    const beta = dot(change, q) / curvature;
    const own = coefficients[pairs.length - 1 - p] as number;
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) + (own - beta) * (step[i] as number);
  });
  return q.map((value) => -value);
};

/**
 * Multinomial logistic regression with a quadratic penalty, by L-BFGS with backtracking (Nocedal & Wright
 * 2006, algorithms 7.5 and 3.1). The loss is strictly convex up to a shift of all biases: the classifier
 * does not depend on the start.
 */
export const logisticRegression = (
  rows: LabelledRows,
  { classes, penalty = 1, tolerance = 1e-3, maxSteps = 200 }: LogisticRegressionOptions,
): LinearClassifier => {
  const { width } = rows;
  const N = rows.labels.length;
  let weights = new Float64Array(classes * (width + 1));
  let gradient = new Float64Array(weights.length);
  let loss = lossOf({ weights, classes, width }, rows, penalty, gradient);
  const pairs: Pair[] = [];
  for (let step = 0; step < maxSteps; step++) {
    if (gradient.every((slope) => Math.abs(slope) / N < tolerance)) break;
    const direction = directionOf(gradient, pairs);
    const descent = dot(direction, gradient);
    for (let length = 1; length > 1e-10; length /= 2) {
      const next = weights.map((w, i) => w + length * (direction[i] as number));
      const slope = new Float64Array(next.length);
      const value = lossOf({ weights: next, classes, width }, rows, penalty, slope);
      if (value > loss + 1e-4 * length * descent) continue;
      const moved = next.map((w, i) => w - (weights[i] as number));
      const change = slope.map((s, i) => s - (gradient[i] as number));
      const curvature = dot(moved, change);
      if (curvature > 0) pairs.push({ step: moved, change, curvature });
      if (pairs.length > memory) pairs.shift();
      [weights, gradient, loss] = [next, slope, value];
      break;
    }
  }
  return { weights, classes, width };
};

/** The class of each row: the one with the largest score. */
export const predicted = (classifier: LinearClassifier, values: ArrayLike<number>): Int32Array => {
  const out = new Float64Array(classifier.classes);
  return Int32Array.from({ length: values.length / classifier.width }, (_, n) => {
    scores(classifier, values, n, out);
    return out.indexOf(out.reduce((a, b) => Math.max(a, b)));
  });
};
