import type { OneDnn } from "tfjs-jit/tfjs-node";

/** The library that computes. This file loads none, so that the process that plans a sweep can use it. */
export interface Backend {
  readonly name: "tensorflow" | "wasm" | "cpu";
  readonly version: string;
  /** For TensorFlow: whether its kernels are oneDNN's. Results depend on it in their last bits. */
  readonly oneDnn?: OneDnn;
  /** For the user, when it is not the native library. */
  readonly notice?: string;
}

/** "tensorflow 2.21.0, oneDNN off". */
export const describeBackend = ({ name, version, oneDnn }: Backend): string =>
  `${name} ${version}${oneDnn === undefined ? "" : `, oneDNN ${oneDnn}`}`;
