/** N diagonal normals over one or two units, N·K row-major each. */
export interface NormalMixture {
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

/** Beyond these standard deviations a component has no mass, to float64. */
const reach = 8;
/** Grid points per standard deviation of the narrowest component: the trapezoidal rule is then exact to float64. */
const stepsInDeviation = 1.5;
const mostPoints = 2 ** 25;

/**
 * −∫ q log q of q = (1/N) Σ N(mean, diag variance) by the trapezoidal rule over the line (K = 1) or
 * the plane (K = 2), in nats and float64.
 * @throws RangeError if the narrowest component needs too fine a grid
 */
export const mixtureEntropy = ({ mean, variance }: NormalMixture, K: 1 | 2): number => {
  const N = mean.length / K;
  const axes = Array.from({ length: K }, (_, k) => axisOf({ mean, variance }, K, k));
  const points = axes.reduce((product, { size }) => product * size, 1);
  if (!(points <= mostPoints))
    throw new RangeError(
      `the grid over a mixture must have at most ${mostPoints} points, got ${points}: a variance is too small`,
    );
  const [rows, columns] = [axes[0] as Axis, axes[1] ?? oneColumn];
  const density = new Float64Array(points);
  for (let n = 0; n < N; n++) {
    const along = bell(rows, mean[n * K] as number, variance[n * K] as number);
    const across =
      K === 1
        ? { first: 0, values: Float64Array.of(1) }
        : bell(columns, mean[n * K + 1] as number, variance[n * K + 1] as number);
    for (let i = 0; i < along.values.length; i++) {
      const weight = (along.values[i] as number) / N;
      const at = (along.first + i) * columns.size + across.first;
      for (let j = 0; j < across.values.length; j++)
        density[at + j] = (density[at + j] as number) + weight * (across.values[j] as number);
    }
  }
  const entropy = density.reduce((sum, q) => (q > 0 ? sum - q * Math.log(q) : sum), 0);
  return entropy * rows.step * columns.step;
};

interface Axis {
  readonly start: number;
  readonly step: number;
  readonly size: number;
}

const oneColumn: Axis = { start: 0, step: 1, size: 1 };

const axisOf = ({ mean, variance }: NormalMixture, K: number, k: number): Axis => {
  let [low, high, narrowest] = [Infinity, -Infinity, Infinity];
  for (let i = k; i < mean.length; i += K) {
    const sd = Math.sqrt(variance[i] as number);
    low = Math.min(low, (mean[i] as number) - reach * sd);
    high = Math.max(high, (mean[i] as number) + reach * sd);
    narrowest = Math.min(narrowest, sd);
  }
  const step = narrowest / stepsInDeviation;
  return { start: low, step, size: Math.ceil((high - low) / step) + 1 };
};

/** A normal density at the points of an axis within its reach. */
const bell = ({ start, step, size }: Axis, mean: number, variance: number) => {
  const sd = Math.sqrt(variance);
  const first = Math.max(0, Math.ceil((mean - reach * sd - start) / step));
  const last = Math.min(size - 1, Math.floor((mean + reach * sd - start) / step));
  const scale = 1 / (sd * Math.sqrt(2 * Math.PI));
  const values = new Float64Array(last - first + 1);
  for (let i = 0; i < values.length; i++) {
    const e = (start + (first + i) * step - mean) / sd;
    values[i] = scale * Math.exp(-(e * e) / 2);
  }
  return { first, values };
};
