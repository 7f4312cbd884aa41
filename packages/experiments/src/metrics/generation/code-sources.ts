import { type Rng, sampleCodes } from "@vae-lab/core";
import type { Measured } from "../measurement.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { drawNormalMixture, fitNormalMixture } from "./fitted-codes.ts";

/** Where codes come from that are decoded: the prior, or training rows. */
export type CodeSource = "prior" | "own" | "gaussian" | "mixture";

/** Components of the mixture (Ghosh et al. 2020). */
const components = 10;
/** Codes that are fitted: more take longer, and change little. */
const fittedCodes = 2000;

/**
 * `count` codes from each source other than the prior, given training rows: samples of q(z|x) of
 * some of them (the aggregate posterior), and draws of a normal and of a normal mixture that are fitted
 * to the samples of all. Discrete codes have no normal fit.
 */
export const codeSources = (
  { trained, config }: Measured,
  rows: Float32Array,
  count: number,
  rng: Rng,
): { readonly source: CodeSource; readonly z: Float32Array }[] => {
  const K = trained.model.latentSize;
  const codes = sampleCodes(trained, rows, rng.fold("own"));
  const spaced = (wanted: number) => rowsAt(codes, K, spacedIndices(codes.length / K, wanted));
  const isDiscrete = config.model.kind === "vae" && config.model.codes !== undefined;
  const fitted = (source: "gaussian" | "mixture", number: number) => ({
    source,
    z: drawNormalMixture(
      fitNormalMixture(spaced(fittedCodes), K, number, rng.fold("fit", source)),
      count,
      rng.fold("draw", source),
    ),
  });
  return [
    { source: "own", z: spaced(count) },
    ...(isDiscrete ? [] : [fitted("gaussian", 1), fitted("mixture", components)]),
  ];
};
