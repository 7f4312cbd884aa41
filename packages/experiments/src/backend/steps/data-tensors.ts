import * as tf from "@tensorflow/tfjs";

/** Training data as tensors, for as long as a graph uses them. */
export interface DataTensors {
  /** [N, D] */
  readonly images: tf.Tensor2D;
  /** 0, 1, …, N − 1 */
  readonly rowNumbers: tf.Tensor1D;
  release(): void;
}

const tensorsOf = (data: Float32Array, dataSize: number) => {
  const rows = data.length / dataSize;
  return {
    images: tf.tensor2d(data, [rows, dataSize]),
    rowNumbers: tf.range(0, rows, 1, "int32"),
  };
};

/** Makes tensors of data, the same for all graphs that use an array at the same time. */
export const sharedTensors = (): ((data: Float32Array, dataSize: number) => DataTensors) => {
  let last: (ReturnType<typeof tensorsOf> & { data: Float32Array; users: number }) | undefined;
  return (data, dataSize) => {
    if (last?.data !== data || last.users === 0)
      last = { ...tensorsOf(data, dataSize), data, users: 0 };
    const used = last;
    const { images, rowNumbers } = used;
    used.users++;
    return {
      ...{ images, rowNumbers },
      release: () => {
        used.users--;
        if (used.users === 0) tf.dispose([images, rowNumbers]);
      },
    };
  };
};
