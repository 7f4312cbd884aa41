/** A made-up sweep with the shape of a real one: collapse grows with beta, and forward KL resists. */
const tolerance: Record<string, number> = {
  "reverse-kl": 8,
  "half-jeffreys": 14,
  "forward-kl": 22,
};

export const sweep = ["pathwise", "score-function"].flatMap((estimator) =>
  Object.entries(tolerance).flatMap(([direction, scale]) =>
    [0.25, 1, 4, 16, 64].map((beta) => {
      const noise = estimator === "pathwise" ? 1 : 0.6;
      const rate = (40 * noise) / (1 + (beta / scale) ** 1.2) + 2 / (1 + beta);
      return {
        run: `${direction}/${beta}/${estimator}`,
        label: `${direction} · β ${beta} · ${estimator}`,
        direction,
        estimator,
        beta,
        rate,
        distortion: 72 + 135 * Math.exp(-rate / 18),
        activeUnits: Math.round(20 * Math.min(1, rate / 30)),
      };
    }),
  ),
);
