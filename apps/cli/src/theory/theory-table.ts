import {
  type DataSpectrum,
  type Prediction,
  predict,
  regulariserTheory,
} from "@vae-lab/experiments/theory";
import { absent, decimal } from "../report/number-text.ts";
import { plainTable } from "../report/plain-table.ts";

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"] as const;

/** The prediction for one tau and one direction of the regulariser. */
export interface TheoryRow extends Prediction {
  readonly regulariser: (typeof directions)[number];
}

/** Shares of the largest eigenvalue, from almost no collapse to collapse of all units. */
const shares = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 0.8, 1.2];

const rounded = (value: number): number => Number(value.toPrecision(3));

/** Predictions at values of tau that span the spectrum, at beta = 1. */
export const theoryRows = ({ eigenvalues }: DataSpectrum, latentSize: number): TheoryRow[] =>
  shares
    .map((share) => rounded(share * (eigenvalues[0] ?? 0)))
    .filter((tau) => tau > 0)
    .flatMap((variance) =>
      directions.flatMap((regulariser) => {
        const { unit } = regulariserTheory({ regulariser }) ?? {};
        if (unit === undefined) return [];
        return [{ regulariser, ...predict({ eigenvalues, beta: 1, variance, latentSize, unit }) }];
      }),
    );

const significant = (value: number): string => String(rounded(value));

const spectrumText = ({ size, dataSize, eigenvalues, bernoulliEigenvalues }: DataSpectrum) => {
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const largest = eigenvalues.slice(0, 6).map(significant).join(", ");
  const onset = bernoulliEigenvalues?.[0];
  return [
    `${size} examples of ${dataSize} values: total variance ${significant(total)}, largest eigenvalues ${largest}`,
    `Gaussian pixels: all units stay collapsed from tau = beta·σ² = ${significant(eigenvalues[0] ?? 0)} on`,
    ...(onset === undefined
      ? []
      : [
          `Bernoulli pixels: the collapsed state is locally stable from beta ${significant(onset)} on`,
        ]),
  ].join("\n");
};

const left = (heading: string) => ({ heading, align: "left" as const });
const right = (heading: string) => ({ heading, align: "right" as const });

/** The spectrum and the predictions as text. */
export const theoryText = (spectrum: DataSpectrum, rows: readonly TheoryRow[]): string =>
  [
    spectrumText(spectrum),
    plainTable(
      [
        ...[right("tau"), left("regulariser"), right("active units"), right("rate")],
        ...[right("distortion"), right("gain 1"), right("log p(x)"), right("ELBO")],
      ],
      rows.map((row) => [
        ...[significant(row.tau), row.regulariser, String(row.activeUnits), decimal(row.rate, 3)],
        ...[
          decimal(row.distortion, 3),
          row.gains[0] === undefined ? absent : decimal(row.gains[0], 3),
        ],
        ...[decimal(row.logLikelihood, 2), decimal(row.elbo, 2)],
      ]),
    ),
    "The optimum of a linear VAE with Gaussian pixels, beta = 1 and σ² = tau; beta and σ² change it through their product alone, except for the last two columns. The encoder has one variance for all examples, which matters under forward KL and half Jeffreys. Gain 1: the factor by which decoding the posterior mean shrinks the first principal component.",
  ].join("\n\n");
