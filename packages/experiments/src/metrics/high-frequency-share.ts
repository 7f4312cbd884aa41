import { powerSums, radiusOf } from "./power-sums.ts";
import { sharpCut } from "./sharp-cut.ts";

/**
 * Share of the power of N·height·width images that lies at radial frequencies above `sharpCut`, the mean
 * of each image (frequency 0) left out. 0 when the images are flat. To 1e-6, by float32.
 */
export const highFrequencyShare = (size: {
  readonly width: number;
  readonly height: number;
}): ((images: Float32Array) => number) => {
  const area = size.width * size.height;
  const lowPower = powerSums({
    ...{ ...size, highest: sharpCut, columns: 1 },
    weights: (u, v) => {
      const radius = radiusOf(u, v, size);
      return [radius > 0 && radius <= sharpCut ? 1 : 0];
    },
  });
  return (images) => {
    let [squares, brightness] = [0, 0];
    for (let start = 0; start < images.length; start += area) {
      let sum = 0;
      for (let i = start; i < start + area; i++) {
        const value = images[i] as number;
        sum += value;
        squares += value * value;
      }
      brightness += sum * sum;
    }
    const whole = area * squares; // Parseval
    const total = whole - brightness;
    // What is left of flat images is the rounding of one sum less the other's.
    if (!(total > 1e-12 * whole)) return 0;
    const low = lowPower(images).reduce((sum, power) => sum + power, 0);
    return Math.max(0, 1 - low / total);
  };
};
