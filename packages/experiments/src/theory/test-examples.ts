/**
 * Forty examples of five values, one of them constant:
 * x = ((n*7 + d*3 + n*d*d) % 11)/10; x[:, 2] = .25; x[n % 3 == 0, 4] = 0.
 */
export const exampleSize = 5;
export const examples = Float32Array.from({ length: 40 * exampleSize }, (_, i) => {
  const [n, d] = [Math.floor(i / exampleSize), i % exampleSize];
  if (d === 2) return 0.25;
  return d === 4 && n % 3 === 0 ? 0 : ((n * 7 + d * 3 + n * d * d) % 11) / 10;
});
