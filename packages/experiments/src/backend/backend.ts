import type { OneDnn } from "tfjs-jit/tfjs-node";

/** The computing library. This file loads none, so that the process that plans a sweep can import it. */
export interface Backend {
  readonly name: "tensorflow" | "wasm" | "cpu";
  readonly version: string;
  /** Whether TensorFlow uses oneDNN's kernels, which affects the last bits of results. */
  readonly oneDnn?: OneDnn;
  /** The processor's vector instructions, such as "avx2", which affect them too. */
  readonly instructionSet?: string;
  /** A notice to the user if it is not the native library. */
  readonly notice?: string;
}

/** "tensorflow 2.21.0, oneDNN off". */
export const describeBackend = ({ name, version, oneDnn }: Backend): string =>
  `${name} ${version}${oneDnn === undefined ? "" : `, oneDNN ${oneDnn}`}`;
