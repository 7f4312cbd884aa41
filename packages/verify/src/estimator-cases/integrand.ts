import * as tf from "@tensorflow/tfjs";

/** A function of one number, in tensors and in double precision, with its derivative. */
export interface Integrand {
  readonly name: string;
  readonly kind: "constant" | "linear" | "quadratic" | "non-polynomial";
  readonly tensor: (z: tf.Tensor) => tf.Tensor;
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
}

export const constant: Integrand = {
  name: "5",
  kind: "constant",
  tensor: (z) => z.mul(0).add(5),
  value: () => 5,
  slope: () => 0,
};

export const linear: Integrand = {
  name: "2z − 1",
  kind: "linear",
  tensor: (z) => z.mul(2).sub(1),
  value: (z) => 2 * z - 1,
  slope: () => 2,
};

export const quadratic = (k: number): Integrand => ({
  name: `(z − ${k})²`,
  kind: "quadratic",
  tensor: (z) => z.sub(k).square(),
  value: (z) => (z - k) ** 2,
  slope: (z) => 2 * (z - k),
});

/** At high frequencies the pathwise estimator has the larger variance (Mohamed et al. 2020, section 3.3). */
export const cosine = (a: number): Integrand => ({
  name: `cos ${a}z`,
  kind: "non-polynomial",
  tensor: (z) => z.mul(a).cos(),
  value: (z) => Math.cos(a * z),
  slope: (z) => -a * Math.sin(a * z),
});

export const exponential = (a: number): Integrand => ({
  name: `exp ${a}z`,
  kind: "non-polynomial",
  tensor: (z) => z.mul(a).exp(),
  value: (z) => Math.exp(a * z),
  slope: (z) => a * Math.exp(a * z),
});

export const logCosh: Integrand = {
  name: "log cosh z",
  kind: "non-polynomial",
  // |z| + log(1 + e^(−2|z|)) − log 2
  tensor: (z) =>
    tf
      .abs(z)
      .add(tf.softplus(tf.abs(z).mul(-2)))
      .sub(Math.log(2)),
  value: (z) => Math.log(Math.cosh(z)),
  slope: (z) => Math.tanh(z),
};
