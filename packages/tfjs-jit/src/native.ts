import "./node-util.ts";
import * as tf from "@tensorflow/tfjs";
import type { TypedArray } from "./data-type.ts";

/** A tensor that the binding made; `id` is its handle. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of tfjs-node's N-API binding used here. The backend runs every kernel through it. */
export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: TypedArray | Uint8Array[]): number;
  deleteTensor(handle: number): void;
  tensorDataSync(handle: number): TypedArray;
  executeOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(
    session: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): TensorMetadata[];
  getNumOfTensors(): number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

export interface NativeBackend {
  binding: Binding;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
  executeSingleOutput(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly tf.Tensor[],
  ): tf.Tensor;
}

/**
 * tfjs-node's backend. Only its private methods give access to tensors by handle.
 * @throws Error if another backend is current
 */
export function nativeBackend(): NativeBackend {
  const name = tf.getBackend();
  if (name !== "tensorflow") {
    throw new Error(
      `the backend must be "tensorflow", got "${name}"; import "tfjs-jit/tfjs-node" first`,
    );
  }
  return tf.backend() as unknown as NativeBackend;
}

/** The native handle of a tensor. Values that are still in JavaScript are copied to TensorFlow. */
export function handleOf(tensor: tf.Tensor): number {
  const [handle] = nativeBackend().getInputTensorIds([tensor]);
  if (handle === undefined) throw new Error("the backend gave no handle for a tensor");
  return handle;
}

/** A second handle for the same buffer, which stays valid when the first is deleted. */
export function shareHandle(binding: Binding, handle: number): TensorMetadata {
  const [copy] = binding.executeOp("Identity", [], [handle], 1);
  if (copy === undefined) throw new Error("the backend gave no handle for a copy");
  return copy;
}
