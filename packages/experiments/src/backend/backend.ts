import type { Bfloat16, Kernels } from "tfjs-jit";
import type { OneDnn } from "tfjs-jit/tfjs-node";

/** The computing library. This file loads none, so that the process that plans a sweep can import it. */
export interface Backend {
  readonly name: "tensorflow" | "wasm" | "cpu";
  readonly version: string;
  /** Whether TensorFlow uses oneDNN's kernels, which affects the last bits of results. */
  readonly oneDnn?: OneDnn;
  /** Whose kernels compiled training steps use for Adam and for images of mostly zeros: they too. */
  readonly kernels?: Kernels;
  /** How compiled training steps multiply in bfloat16, for trials of that precision. */
  readonly bfloat16?: Bfloat16;
  /** The processor's vector instructions, such as "avx2", which affect them too. */
  readonly instructionSet?: string;
  /** A notice to the user if it is not the native library. */
  readonly notice?: string;
}

/** "tensorflow 2.21.0, oneDNN off, tfjs-jit's kernels". */
export const describeBackend = ({ name, version, oneDnn, kernels }: Backend): string =>
  [
    `${name} ${version}`,
    ...(oneDnn === undefined ? [] : [`oneDNN ${oneDnn}`]),
    ...(kernels === "tfjs-jit" ? ["tfjs-jit's kernels"] : []),
  ].join(", ");
