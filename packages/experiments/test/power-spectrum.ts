/** Wavenumbers 0 … n/2: those of a real signal of length n that are not mirror images of others. */
const halfOf = (n: number): number => (n >> 1) + 1;

/** Cosines and sines of 2πku/n at [k·h + u], k and u from 0 to n/2 (h of each). */
const turns = (n: number) => {
  const half = halfOf(n);
  const cos = new Float64Array(half * half);
  const sin = new Float64Array(half * half);
  for (let k = 0; k < half; k++)
    for (let u = 0; u < half; u++) {
      const angle = (2 * Math.PI * ((k * u) % n)) / n;
      cos[k * half + u] = Math.cos(angle);
      sin[k * half + u] = Math.sin(angle);
    }
  return { cos, sin };
};

/**
 * The n values at `start`, `stride` apart, folded about their middle: cosines see the even part
 * alone and sines the odd one, so each sum over n terms becomes one over n/2.
 */
const fold = (
  values: Float32Array | Float64Array,
  { start, stride, n }: { readonly start: number; readonly stride: number; readonly n: number },
  even: Float64Array,
  odd: Float64Array,
): void => {
  for (let k = 0; k < even.length; k++) {
    const there = values[start + k * stride] as number;
    const mirrored = k === 0 || 2 * k === n ? 0 : (values[start + (n - k) * stride] as number);
    even[k] = there + mirrored;
    odd[k] = there - mirrored;
  }
};

/** Σ values · turns over one row of the table. */
const project = (values: Float64Array, table: Float64Array, row: number): number => {
  let sum = 0;
  for (let k = 0; k < values.length; k++)
    sum += (values[k] as number) * (table[row * values.length + k] as number);
  return sum;
};

/**
 * Power |F(u,v)|² of the two-dimensional discrete Fourier transform, summed over images.
 * `images`: N·height·width, row-major. Returns height·width values at [v·width + u], wavenumbers
 * from 0, in the unnormalised convention: Σ|F|² = width·height·Σ|x|² (Parseval).
 */
export const powerSpectrum = (
  images: Float32Array | Float64Array,
  width: number,
  height: number,
): Float64Array => {
  const rows = turns(width);
  const columns = turns(height);
  const size = width * height;
  const half = (width >> 1) + 1; // a real image has |F(−u,−v)| = |F(u,v)|
  const upTo = height >> 1;
  const real = new Float64Array(height * half);
  const imaginary = new Float64Array(height * half);
  const power = new Float64Array(size);
  const add = (u: number, v: number, squared: number): void => {
    power[v * width + u] = (power[v * width + u] as number) + squared;
    const mirror = (width - u) % width;
    if (mirror === u) return;
    const at = ((height - v) % height) * width + mirror;
    power[at] = (power[at] as number) + squared;
  };
  const parts = (n: number) => [new Float64Array(halfOf(n)), new Float64Array(halfOf(n))] as const;
  const [even, odd] = parts(width);
  const [evenReal, oddReal] = parts(height);
  const [evenImaginary, oddImaginary] = parts(height);

  for (let start = 0; start < images.length; start += size) {
    for (let y = 0; y < height; y++) {
      fold(images, { start: start + y * width, stride: 1, n: width }, even, odd);
      for (let u = 0; u < half; u++) {
        real[y * half + u] = project(even, rows.cos, u);
        imaginary[y * half + u] = -project(odd, rows.sin, u);
      }
    }
    for (let u = 0; u < half; u++) {
      const column = { start: u, stride: half, n: height };
      fold(real, column, evenReal, oddReal);
      fold(imaginary, column, evenImaginary, oddImaginary);
      for (let v = 0; v <= upTo; v++) {
        // F(u, ±v) = even ± odd
        const evenRe = project(evenReal, columns.cos, v);
        const evenIm = project(evenImaginary, columns.cos, v);
        const oddRe = project(oddImaginary, columns.sin, v);
        const oddIm = -project(oddReal, columns.sin, v);
        add(u, v, (evenRe + oddRe) ** 2 + (evenIm + oddIm) ** 2);
        if ((2 * v) % height !== 0)
          add(u, height - v, (evenRe - oddRe) ** 2 + (evenIm - oddIm) ** 2);
      }
    }
  }
  return power;
};
