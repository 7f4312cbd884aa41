/** 2d rows whose covariance is exactly diag λ: d axes, two rows on each. */
export const axesData = (lambdas: readonly number[]): Float32Array => {
  const d = lambdas.length;
  const data = new Float32Array(2 * d * d);
  lambdas.forEach((lambda, i) => {
    data[2 * i * d + i] = Math.sqrt(d * lambda);
    data[(2 * i + 1) * d + i] = -Math.sqrt(d * lambda);
  });
  return data;
};
