/**
 * P(|T| ≤ √ν tan θ) of Student's t with ν degrees of freedom: a finite sum of powers of cos θ
 * (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4).
 */
const probabilityWithin = (theta: number, degrees: number): number => {
  const isOdd = degrees % 2 === 1;
  const cosine = Math.cos(theta);
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= ((power - 1) / power) * cosine ** 2;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
};

/**
 * The p-quantile of Student's t distribution.
 * @throws RangeError unless the degrees of freedom are a whole number ≥ 1 and p is in (0, 1)
 */
export const studentQuantile = (p: number, degrees: number): number => {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees of freedom must be a whole number ≥ 1, got ${degrees}`);
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be in (0, 1), got ${p}`);
  const within = Math.abs(2 * p - 1);
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < 60; halving += 1) {
    const theta = (low + high) / 2;
    if (probabilityWithin(theta, degrees) < within) low = theta;
    else high = theta;
  }
  return Math.sign(p - 0.5) * Math.sqrt(degrees) * Math.tan(low);
};
