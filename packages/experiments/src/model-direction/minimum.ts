import { EigenvalueDecomposition, Matrix, solve } from "ml-matrix";

export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** Eigenvalues of the Hessian in ascending order: none is negative at a minimum. */
  readonly curvatures: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

type Objective = (point: readonly number[]) => Evaluation;

const differentiated = (f: Objective, point: readonly number[], step = 1e-4): Matrix => {
  const columns = point.map((_, k) => {
    const at = (sign: number) => f(point.map((v, i) => (i === k ? v + sign * step : v))).gradient;
    const [above, below] = [at(1), at(-1)];
    return above.map((g, i) => (g - (below[i] ?? 0)) / (2 * step));
  });
  const H = new Matrix(columns);
  return Matrix.add(H, H.transpose()).mul(0.5);
};

const eigenvaluesOf = (H: Matrix): number[] =>
  [...new EigenvalueDecomposition(H, { assumeSymmetric: true }).realEigenvalues].sort(
    (a, b) => a - b,
  );

const norm = (values: readonly number[]): number => Math.hypot(...values);

/**
 * The minimum that descent from a point reaches, by damped Newton steps with Hessians from differences
 * of the gradient. Deterministic; it ends at a saddle only if it starts on its ridge.
 * @throws Error without convergence in 300 steps
 */
export const minimumFrom = (f: Objective, start: readonly number[]): Minimum => {
  let point = [...start];
  let now = f(point);
  for (let iteration = 0; iteration < 300; iteration++) {
    const H = differentiated(f, point);
    if (norm(now.gradient) < 1e-10)
      return { point, value: now.value, curvatures: eigenvaluesOf(H), hessian: H.to2DArray() };
    const least = eigenvaluesOf(H)[0] ?? 1;
    const damping = least > 1e-6 ? 0 : 1e-3 - least;
    const direction = solve(
      Matrix.add(H, Matrix.eye(point.length).mul(damping)),
      Matrix.columnVector([...now.gradient]),
    ).getColumn(0);
    const slope = direction.reduce((sum, d, i) => sum + d * (now.gradient[i] ?? 0), 0);
    let length = Math.min(1, 0.5 / norm(direction));
    const at = (t: number) => point.map((v, i) => v - t * (direction[i] ?? 0));
    let next = f(at(length));
    while (!(next.value <= now.value - 1e-4 * length * slope + 1e-13) && length > 1e-10) {
      length /= 2;
      next = f(at(length));
    }
    point = at(length);
    now = next;
  }
  throw new Error(`no minimum found from ${start.join(", ")} in 300 steps`);
};
