/** A divergence of N(m, u) from N(0, 1) of the form c(u) + b(u)m². */
export interface UnitDivergence {
  readonly constant: (u: number) => number;
  readonly perSquare: (u: number) => number;
  /** f″(1) relative to KL: collapse loses its stability at τ = λ/f″(1). */
  readonly curvature: number;
}

const reverseKl: UnitDivergence = {
  constant: (u) => (u - 1 - Math.log(u)) / 2,
  perSquare: () => 1 / 2,
  curvature: 1,
};

const forwardKl: UnitDivergence = {
  constant: (u) => (Math.log(u) + 1 / u - 1) / 2,
  perSquare: (u) => 1 / (2 * u),
  curvature: 1,
};

const jeffreys: UnitDivergence = {
  constant: (u) => (u + 1 / u - 2) / 2,
  perSquare: (u) => (1 + 1 / u) / 2,
  curvature: 2,
};

/** By the name of the regulariser. */
export const unitDivergences = {
  "reverse-kl": reverseKl,
  "forward-kl": forwardKl,
  jeffreys,
} as const;

export type Direction = keyof typeof unitDivergences;
