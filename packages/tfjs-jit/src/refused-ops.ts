import { dataType } from "./data-type.ts";
import type { TensorMetadata } from "./native.ts";

export const seeded =
  "use `draw`, or statelessNormal or statelessUniform with the seed as an argument";

const random = `draws random numbers without a seed; ${seeded}`;
const ragged = "has an output whose shape depends on values; a graph has fixed shapes";
const outside = "writes summaries outside the graph";

const refused: Readonly<Record<string, string>> = {
  Multinomial: random,
  RandomGamma: random,
  RandomPoissonV2: random,
  RandomShuffle: random,
  RandomStandardNormal: random,
  RandomUniform: random,
  RandomUniformInt: random,
  TruncatedNormal: random,
  NonMaxSuppressionV3: ragged,
  NonMaxSuppressionV4: ragged,
  NonMaxSuppressionV5: ragged,
  Unique: ragged,
  UniqueV2: ragged,
  Where: ragged,
};

/** The reason why an op cannot be part of a graph, or undefined if it can. */
export function refusalOf(op: string, outputs: readonly TensorMetadata[]): string | undefined {
  const reason = refused[op] ?? (/Summary|Writer/.test(op) ? outside : undefined);
  if (reason !== undefined) return `TensorFlow's ${op} ${reason}`;
  if (outputs.some(({ dtype }) => dtype === dataType.string)) {
    return `TensorFlow's ${op} makes a string tensor; strings cannot be compiled`;
  }
  if (outputs.some(({ dtype }) => dtype === dataType.resource)) {
    return `TensorFlow's ${op} makes a resource; resources cannot be compiled`;
  }
  return undefined;
}
