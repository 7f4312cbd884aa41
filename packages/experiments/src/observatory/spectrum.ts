/** Cosines and sines of 2πku/n at [k·n + u]. */
const turns = (n: number) => {
  const cos = new Float64Array(n * n);
  const sin = new Float64Array(n * n);
  for (let k = 0; k < n; k++)
    for (let u = 0; u < n; u++) {
      const angle = (2 * Math.PI * ((k * u) % n)) / n;
      cos[k * n + u] = Math.cos(angle);
      sin[k * n + u] = Math.sin(angle);
    }
  return { cos, sin };
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

  for (let start = 0; start < images.length; start += size) {
    for (let y = 0; y < height; y++)
      for (let u = 0; u < half; u++) {
        let re = 0;
        let im = 0;
        for (let x = 0; x < width; x++) {
          const value = images[start + y * width + x] as number;
          re += value * (rows.cos[u * width + x] as number);
          im -= value * (rows.sin[u * width + x] as number);
        }
        real[y * half + u] = re;
        imaginary[y * half + u] = im;
      }
    for (let v = 0; v <= height >> 1; v++)
      for (let u = 0; u < half; u++) {
        let [evenRe, evenIm, oddRe, oddIm] = [0, 0, 0, 0]; // in v: F(u, ±v) = even ± odd
        for (let y = 0; y < height; y++) {
          const a = real[y * half + u] as number;
          const b = imaginary[y * half + u] as number;
          const cos = columns.cos[v * height + y] as number;
          const sin = columns.sin[v * height + y] as number;
          evenRe += a * cos;
          evenIm += b * cos;
          oddRe += b * sin;
          oddIm -= a * sin;
        }
        add(u, v, (evenRe + oddRe) ** 2 + (evenIm + oddIm) ** 2);
        if ((2 * v) % height !== 0)
          add(u, height - v, (evenRe - oddRe) ** 2 + (evenIm - oddIm) ** 2);
      }
  }
  return power;
};

/** Distance of a wavenumber from 0 in cycles per pixel, aliases folded: at most ½ (Nyquist). */
const frequency = (wavenumber: number, n: number): number =>
  Math.min(wavenumber, n - wavenumber) / n;

/** Half the Nyquist frequency: details finer than four pixels a cycle count as sharp. */
export const sharpCut = 0.25;

/**
 * Share of an image set's power that lies at radial frequencies above `sharpCut`, the mean of each
 * image (frequency 0) left out. 0 when the images are flat.
 */
export const highFrequencyShare = (
  images: Float32Array | Float64Array,
  width: number,
  height: number,
): number => {
  const power = powerSpectrum(images, width, height);
  let high = 0;
  let total = 0;
  for (let v = 0; v < height; v++)
    for (let u = v === 0 ? 1 : 0; u < width; u++) {
      const value = power[v * width + u] as number;
      total += value;
      if (Math.hypot(frequency(u, width), frequency(v, height)) > sharpCut) high += value;
    }
  const rounding = 1e-20 * (power[0] as number);
  return total > rounding ? high / total : 0;
};
