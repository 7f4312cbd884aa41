/** Adam's constants, as core's. */
const [decay1, decay2, epsilon] = [0.9, 0.999, 1e-7];

/** Numbers of N rows, each moved by an Adam of its own that steps only when the row is visited. */
export interface RowAdam {
  /** N·P row-major. */
  readonly values: Float32Array;
  /** One descent step of some rows, with their gradients row-major. */
  step(rows: ArrayLike<number>, gradients: ArrayLike<number>): void;
}

/** P numbers for each of N rows, from 0. */
export const rowAdam = (N: number, P: number, learningRate: number): RowAdam => {
  const [values, means, squares] = [0, 1, 2].map(() => new Float32Array(N * P)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const steps = new Uint32Array(N);
  return {
    values,
    step: (rows, gradients) => {
      for (let b = 0; b < rows.length; b++) {
        const n = rows[b] as number;
        const t = (steps[n] as number) + 1;
        steps[n] = t;
        for (let p = 0; p < P; p++) {
          const i = n * P + p;
          const g = gradients[b * P + p] as number;
          const m = decay1 * (means[i] as number) + (1 - decay1) * g;
          const v = decay2 * (squares[i] as number) + (1 - decay2) * g * g;
          [means[i], squares[i]] = [m, v];
          const step = m / (1 - decay1 ** t) / (Math.sqrt(v / (1 - decay2 ** t)) + epsilon);
          values[i] = (values[i] as number) - learningRate * step;
        }
      }
    },
  };
};
