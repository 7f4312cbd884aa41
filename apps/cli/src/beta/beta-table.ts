import {
  effectiveBeta,
  type LibraryConvention,
  type LossConvention,
  libraryConventions,
} from "@vae-lab/core/conventions";
import { plainTable } from "../report/plain-table.ts";

/** What the table is asked for; what is not given stays as each library has it. */
export interface BetaRequest {
  readonly dataSize?: number;
  readonly latentSize?: number;
  /** The weight on the KL. */
  readonly weight?: number;
  /** σ² in whose units a squared error is told. */
  readonly variance?: number;
  /** A loss of one's own, before the libraries'. */
  readonly own?: Pick<LossConvention, "reconstruction" | "kl">;
}

/** A loss, its sizes, and the beta that it trains. */
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

/** MNIST and the essay's units. */
const usual = { dataSize: 784, latentSize: 20 };

const ownConvention = ({ dataSize, latentSize, own }: BetaRequest): LibraryConvention[] => {
  if (own === undefined) return [];
  const { reconstruction, kl } = own;
  const error = reconstruction.of === "squared-error" ? "squared error" : "−log p(x|z)";
  return [
    {
      library: "yours",
      description: `${reconstruction.reduction} of ${error}, ${kl.reduction} of KL`,
      source: "the options given",
      ...own,
      dataSize: dataSize ?? usual.dataSize,
      latentSize: latentSize ?? usual.latentSize,
    },
  ];
};

/** A mean times the number of pixels is a sum at any size. */
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

/** What beta each library's loss trains, and a loss of one's own, if there is one, first. */
export const betaRows = (request: BetaRequest): BetaRow[] =>
  [...ownConvention(request), ...libraryConventions].map((convention) =>
    rowOf(convention, request),
  );

const digits = (value: number | undefined): string =>
  value === undefined ? "—" : String(Number(value.toPrecision(4)));

const says = (beta: number): string => {
  if (beta === 0) return "no KL at all";
  if (Math.abs(beta - 1) < 1e-9) return "the ELBO";
  return beta > 1 ? `${digits(beta)} times the KL` : `the KL over ${digits(1 / beta)}`;
};

/** The rows for a person. */
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
      { heading: "which is", align: "left" },
    ],
    rows.map((row) => [
      ...[row.library, row.what, String(row.dataSize), String(row.latentSize)],
      ...[digits(row.weight), digits(row.beta), digits(row.tau), says(row.beta)],
    ]),
  );
  return `${table}\n\nbeta is the weight of KL(q(z|x)‖p(z)) when the loss is written −E log p(x|z) + beta · KL, nats per image; a squared error is a Gaussian likelihood of variance ${digits(variance)}. tau = beta · σ² decides what a Gaussian decoder learns, whatever σ² is said to be.`;
};
