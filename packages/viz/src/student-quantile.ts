/**
 * P(|T| ≤ √ν tan θ) of Student's t with ν degrees of freedom, a finite sum of powers of cos θ
 * (Abramowitz & Stegun 26.7.3 and 26.7.4).
 */
const shareWithin = (theta: number, degrees: number): number => {
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
 * How many standard errors Student's t lies within, either side, with probability `level`.
 * @throws RangeError for degrees of freedom that are no whole number ≥ 1, or a level outside (0, 1)
 */
export const studentQuantile = (level: number, degrees: number): number => {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees of freedom must be a whole number ≥ 1, got ${degrees}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1), got ${level}`);
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < 60; halving += 1) {
    const theta = (low + high) / 2;
    if (shareWithin(theta, degrees) < level) low = theta;
    else high = theta;
  }
  return Math.sqrt(degrees) * Math.tan(low);
};
