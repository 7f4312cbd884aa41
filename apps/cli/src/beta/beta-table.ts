import {
  effectiveBeta,
  type LibraryConvention,
  type LossConvention,
  libraryConventions,
} from "@vae-lab/core/conventions";
import { plainTable } from "../report/plain-table.ts";

/** Changes to the losses of the table; each library's own values where absent. */
export interface BetaRequest {
  readonly dataSize?: number;
  readonly latentSize?: number;
  /** The weight on the KL. */
  readonly weight?: number;
  /** Variance σ² of the Gaussian likelihood of a squared error. */
  readonly variance?: number;
  /** The user's own loss, listed first. */
  readonly own?: Pick<LossConvention, "reconstruction" | "kl">;
}

/** A loss, its sizes, and the beta it trains. */
export interface BetaRow {
  readonly library: string;
  readonly what: string;
  readonly source: string;
  readonly dataSize: number;
  readonly latentSize: number;
  readonly weight: number;
  readonly beta: number;
  readonly tau?: number;
  readonly scale: number;
}

/** The sizes of Saghir's essay: MNIST and 20 latent units. */
const defaultSizes = { dataSize: 784, latentSize: 20 };

const ownConvention = ({ dataSize, latentSize, own }: BetaRequest): LibraryConvention[] => {
  if (own === undefined) return [];
  const { reconstruction, kl } = own;
  const error = reconstruction.of === "squared-error" ? "squared error" : "−log p(x|z)";
  return [
    {
      library: "yours",
      description: `${reconstruction.reduction} of ${error}, ${kl.reduction} of KL`,
      source: "your options",
      ...own,
      dataSize: dataSize ?? defaultSizes.dataSize,
      latentSize: latentSize ?? defaultSizes.latentSize,
    },
  ];
};

/** A library that multiplies a mean by the number of pixels does so at any size. */
const atSize = ({ reconstruction, dataSize: was }: LibraryConvention, dataSize: number) => ({
  ...reconstruction,
  ...(reconstruction.weight === was && { weight: dataSize }),
});

const rowOf = (convention: LibraryConvention, request: BetaRequest): BetaRow => {
  const { library, description: what, source, kl } = convention;
  const { dataSize = convention.dataSize, latentSize = convention.latentSize } = request;
  const { weight = kl.weight ?? 1, variance } = request;
  const isGaussian = convention.reconstruction.of === "squared-error";
  const found = effectiveBeta({
    reconstruction: atSize(convention, dataSize),
    kl: { ...kl, weight },
    ...{ dataSize, latentSize },
    // A cross-entropy has no variance
    ...(isGaussian && variance !== undefined && { variance }),
  });
  return { library, what, source, dataSize, latentSize, weight, ...found };
};

/** The betas that the user's own loss, if given, and the libraries' losses train. */
export const betaRows = (request: BetaRequest): BetaRow[] =>
  [...ownConvention(request), ...libraryConventions].map((convention) =>
    rowOf(convention, request),
  );

const digits = (value: number | undefined): string =>
  value === undefined ? "—" : String(Number(value.toPrecision(4)));

const meaning = (beta: number): string => {
  if (beta === 0) return "no KL";
  if (Math.abs(beta - 1) < 1e-9) return "the ELBO";
  return beta > 1 ? `${digits(beta)} times the KL` : `the KL divided by ${digits(1 / beta)}`;
};

/** The rows as a table, with an explanation. */
export const betaText = (rows: readonly BetaRow[], variance = 1): string => {
  const table = plainTable(
    [
      { heading: "library", align: "left" },
      { heading: "loss", align: "left" },
      { heading: "pixels", align: "right" },
      { heading: "units", align: "right" },
      { heading: "weight", align: "right" },
      { heading: "beta", align: "right" },
      { heading: "tau", align: "right" },
      { heading: "meaning", align: "left" },
    ],
    rows.map((row) => [
      ...[row.library, row.what, String(row.dataSize), String(row.latentSize)],
      ...[digits(row.weight), digits(row.beta), digits(row.tau), meaning(row.beta)],
    ]),
  );
  return `${table}\n\nbeta is the weight of KL(q(z|x)‖p(z)) once the loss is written as −E log p(x|z) + beta · KL, in nats per example; a squared error is a Gaussian likelihood of variance ${digits(variance)}. What a Gaussian decoder learns depends on tau = beta · σ² alone.`;
};
