import { type Rng, sampleCodes } from "@vae-lab/core";
import { isConditional } from "@vae-lab/core/models";
import { labelsAt, modelRowsAt } from "../labelled-rows.ts";
import { hasDiscreteCodes, type Measured } from "../measurement.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { drawNormalMixture, fitNormalMixture } from "./fitted-codes.ts";

/** Where codes come from that are decoded: the prior, or training rows. */
export type CodeSource = "prior" | "own" | "gaussian" | "mixture";

/** Codes to decode, with labels if they are those of rows that have some. */
interface CodesOfSource {
  readonly source: CodeSource;
  readonly z: Float32Array;
  readonly labels?: readonly number[] | undefined;
}

/** Components of the mixture (Ghosh et al. 2020). */
const components = 10;
/** Codes that are fitted: more take longer, and change little. */
const fittedCodes = 2000;

/**
 * `count` codes from each source other than the prior, given indices of training rows: samples of q(z|x)
 * of some of them (the aggregate posterior) with their labels, and draws of a normal and of a normal mixture
 * that are fitted to the samples of all. Discrete codes have no normal fit. Those of a conditional model have
 * none here: it would need a fit per class.
 */
export const codeSources = (
  { trained, config, training }: Measured,
  indices: readonly number[],
  count: number,
  rng: Rng,
): CodesOfSource[] => {
  const K = trained.model.latentSize;
  const codes = sampleCodes(
    trained,
    modelRowsAt(trained.model, training, indices),
    rng.fold("own"),
  );
  const spaced = (wanted: number) => rowsAt(codes, K, spacedIndices(codes.length / K, wanted));
  const own = spacedIndices(indices.length, count).map((i) => indices[i] as number);
  const fitted = (source: "gaussian" | "mixture", number: number) => ({
    source,
    z: drawNormalMixture(
      fitNormalMixture(spaced(fittedCodes), K, number, rng.fold("fit", source)),
      count,
      rng.fold("draw", source),
    ),
  });
  return [
    { source: "own", z: spaced(count), labels: labelsAt(training.labels, own) },
    ...(hasDiscreteCodes(config) || isConditional(trained.model)
      ? []
      : [fitted("gaussian", 1), fitted("mixture", components)]),
  ];
};
