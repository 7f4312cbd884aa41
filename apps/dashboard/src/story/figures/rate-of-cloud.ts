/** KL(q‖p) in nats of a normal q with these means and standard deviations to p = N(0, I). */
export const rateOfCloud = (mean: ArrayLike<number>, sds: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < mean.length; k++) {
    const [m, s] = [mean[k] ?? 0, sds[k] ?? 1];
    sum += (m * m + s * s - 1) / 2 - Math.log(s);
  }
  return sum;
};
