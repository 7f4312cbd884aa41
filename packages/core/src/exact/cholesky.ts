/** The Cholesky factorisation A = LLᵀ of a symmetric positive definite matrix; float64, row-major. */
export interface Cholesky {
  readonly size: number;
  readonly logDeterminant: number;
  /** A⁻¹b. */
  solve(b: ArrayLike<number>): Float64Array;
  /** A⁻¹, row-major. */
  inverse(): Float64Array;
}

/** Factorises a matrix [n·n]; undefined if it is not positive definite. */
export const cholesky = (matrix: ArrayLike<number>, n: number): Cholesky | undefined => {
  const L = new Float64Array(n * n);
  const at = (i: number, j: number) => L[i * n + j] as number;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      if (i === j && !(sum > 0)) return undefined;
      L[i * n + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  const solve = (b: ArrayLike<number>) => {
    const y = Float64Array.from(b);
    for (let i = 0; i < n; i++) {
      let sum = y[i] as number;
      for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] as number);
      y[i] = sum / at(i, i);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = y[i] as number;
      for (let k = i + 1; k < n; k++) sum -= at(k, i) * (y[k] as number);
      y[i] = sum / at(i, i);
    }
    return y;
  };
  return {
    size: n,
    logDeterminant: 2 * Array.from({ length: n }, (_, i) => Math.log(at(i, i))).reduce(plus, 0),
    solve,
    inverse: () => {
      const inverse = new Float64Array(n * n);
      for (let i = 0; i < n; i++) inverse.set(solve(unit(n, i)), i * n);
      return inverse;
    },
  };
};

const plus = (a: number, b: number) => a + b;

const unit = (n: number, i: number): Float64Array => {
  const vector = new Float64Array(n);
  vector[i] = 1;
  return vector;
};
