/** A synthetic sweep: the rate falls with beta, most slowly for forward KL. */
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
