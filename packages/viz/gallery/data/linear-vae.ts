/** Linear VAEs with reverse KL at σ² = 1 on data with these eigenvalues: R = Σ ½ ln(λ/τ), squared error Σ min(τ, λ). */
const eigenvalues = [4, 3, 2, 1.5, 1, 0.8, 0.5, 0.3];

const placeAt = (beta: number) => ({
  rate: eigenvalues.reduce((sum, value) => sum + Math.max(0, Math.log(value / beta) / 2), 0),
  distortion:
    eigenvalues.reduce((sum, value) => sum + Math.min(beta, value), 0) / 2 +
    (eigenvalues.length / 2) * Math.log(2 * Math.PI),
});

const direction = "reverse-kl";
const betas = [0.2, 0.4, 0.8, 1.6, 3.2];

export const linearVaeCurve = {
  points: betas.map((beta) => ({
    ...{ run: `β ${beta}`, label: `β ${beta}`, direction, beta, estimator: "pathwise" },
    ...placeAt(beta),
  })),
  predicted: [
    { direction, places: Array.from({ length: 60 }, (_, i) => placeAt(0.2 * 20 ** (i / 59))) },
  ],
  // From the collapsed state to each optimum
  trajectories: betas.map((beta) => {
    const [start, end] = [placeAt(4), placeAt(beta)];
    return {
      direction,
      places: Array.from({ length: 8 }, (_, epoch) => {
        const share = 1 - Math.exp(-epoch / 2);
        const bend = 0.25 * share * (1 - share) * (start.distortion - end.distortion);
        return {
          rate: start.rate + share * (end.rate - start.rate),
          distortion: start.distortion + share * (end.distortion - start.distortion) + bend,
        };
      }),
    };
  }),
};
