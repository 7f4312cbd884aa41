import * as tf from "@tensorflow/tfjs";

/**
 * The value of `forward`, with `backward` in place of its derivative: it gets dy and what
 * `forward` saved, and returns one gradient for each input, in their order.
 */
export const withGradient = <const Saved extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  forward: () => { readonly value: tf.Tensor; readonly saved: Saved },
  backward: (dy: tf.Tensor, saved: Saved) => tf.Tensor[],
): tf.Tensor =>
  tf.customGrad((...passed) => {
    const { value, saved } = forward();
    const save = passed[inputs.length] as (tensors: tf.Tensor[]) => void;
    save([...saved]);
    return { value, gradFunc: (dy, kept) => backward(dy, kept as readonly tf.Tensor[] as Saved) };
  })(...inputs);

/**
 * The value of `f`, constant in differentiation. Nothing inside is recorded, so it adds no cost to the
 * backward pass.
 */
export const withoutGradient = (f: () => tf.Tensor): tf.Tensor =>
  withGradient(
    [],
    () => ({ value: f(), saved: [] }),
    () => [],
  );

/** Zeros with the gradient of `surrogate`: added to a value, they add a gradient without changing the value. */
export const gradientOnly = (surrogate: tf.Tensor): tf.Tensor =>
  withGradient(
    [surrogate],
    () => ({ value: tf.zerosLike(surrogate), saved: [] }),
    (dy) => [dy],
  );

/** The value of `value` with the gradient of `source`, a tensor of the same shape. */
export const withValue = (source: tf.Tensor, value: tf.Tensor): tf.Tensor =>
  withGradient(
    [source],
    () => ({ value: value.clone(), saved: [] }),
    (dy) => [dy],
  );

/**
 * f(z) [S, B] with a gradient only to z [S, B, K], not to anything else that f depends on. Each value of
 * f must depend only on its own z.
 */
export const throughDraws = (f: (z: tf.Tensor) => tf.Tensor, z: tf.Tensor): tf.Tensor => {
  const place = withoutGradient(() => z.clone());
  const { value, grad } = tf.valueAndGrad(f)(place, tf.ones(z.shape.slice(0, -1)));
  return withGradient(
    [z],
    () => ({ value: value.clone(), saved: [grad] }),
    (dy, [slope]) => [slope.mul(dy.expandDims(-1))],
  );
};

/**
 * The value of `f`, which computes gradients. If it throws, the tensors that tfjs saved for them are
 * freed; tfjs itself frees them only after a gradient was computed.
 */
export const freeingTape = <T>(f: () => T): T => {
  try {
    return f();
  } catch (error) {
    // In tfjs's engine, but not in its types
    const { state } = tf.engine() as unknown as { state: TapeState };
    if (state.gradientDepth === 0) {
      for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
      state.activeTape = null;
    }
    throw error;
  }
};

interface TapeState {
  readonly gradientDepth: number;
  activeTape: readonly { readonly saved?: tf.Tensor[] }[] | null;
}
