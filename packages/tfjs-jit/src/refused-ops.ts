import { dataType } from "./data-type.ts";
import type { TensorMetadata } from "./native.ts";

export const seeded =
  "take them from `draw`, or from statelessNormal or statelessUniform with a seed that is an argument";

const random = `draws random numbers that no seed decides: ${seeded}`;
const ragged = "has an output whose shape depends on values: a graph has fixed shapes";
const outside = "acts outside the graph";

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

/** Why an op that has just run cannot be part of a graph, if it cannot. */
export function refusalOf(op: string, outputs: readonly TensorMetadata[]): string | undefined {
  const reason = refused[op] ?? (/Summary|Writer/.test(op) ? outside : undefined);
  if (reason !== undefined) return `TensorFlow's ${op} ${reason}`;
  if (outputs.some(({ dtype }) => dtype === dataType.string)) {
    return `TensorFlow's ${op} makes a string tensor: strings cannot be compiled`;
  }
  if (outputs.some(({ dtype }) => dtype === dataType.resource)) {
    return `TensorFlow's ${op} makes a resource: resources cannot be compiled`;
  }
  return undefined;
}
