import { gaussian } from "@vae-lab/core";
import { dreg } from "@vae-lab/core/estimators";
import { logMeanExp as logMeanExpFunctional, renyi } from "@vae-lab/core/functionals";
import { miwae } from "@vae-lab/core/objectives";
import { logMeanExp, mean, sum } from "@vae-lab/statistics";
import { logNormal } from "../exact/weight-distribution.ts";
import type { Implementations } from "./implementations.ts";

/** The correct implementations. */
export const reference: Implementations = {
  logMeanExp: logMeanExpFunctional,
  miwae,
  negativeLogLikelihood: (draw, { images, samples }) =>
    -mean(Array.from({ length: images }, (_, i) => logMeanExp(draw(i, samples)))),
  stratifiedWeights: (B, N) => {
    const others = B - 1;
    const last = (N - others) / (N * others);
    return Array.from({ length: B }, (_, i) =>
      Array.from({ length: B }, (_, j) => {
        if (j === i) return 1 / N;
        return j === (i + 1) % B ? last : 1 / others;
      }),
    );
  },
  selectionLoss: ({ squaredError, rate }) => squaredError / 2 + rate,
  forwardKlTerms: ({ q, p }, noise) =>
    Float64Array.from(noise, (e) => {
      const z = p.mean + p.sd * e;
      return logNormal(z, p) - logNormal(z, q);
    }),
  reducedLoss: (pixels, units) => sum(pixels) + sum(units),
  tailAdaptiveWeights: (logWeights) => {
    const unscaled = logWeights.map((l) => 1 / logWeights.filter((other) => other >= l).length);
    return unscaled.map((u) => u / sum(unscaled));
  },
  renyi,
  dreg,
  // ½[u log u − (1 + u) log((1 + u)/2)]: no term is negative
  jensenShannonTerms: (logRatios) =>
    logRatios.map((l) => {
      const u = Math.exp(l);
      return 0.5 * (l * u - (1 + u) * (Math.log1p(u) - Math.LN2));
    }),
  unitGaussian: gaussian({ variance: 1 }),
  totalCorrelation: (logDensities) =>
    mean(
      logDensities.map((images) => {
        const units = images[0]?.length ?? 0;
        const marginals = Array.from({ length: units }, (_, k) =>
          logMeanExp(images.map((l) => l[k] ?? 0)),
        );
        return logMeanExp(images.map(sum)) - sum(marginals);
      }),
    ),
};
