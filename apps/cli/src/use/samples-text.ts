import type { Pictures } from "@vae-lab/experiments/runs";

const shades = " ░▒▓█";

/** Images side by side as text: a character for each 2 × 1 pixels, or for a block of them. */
export const samplesText = (pictures: Pictures, values: Float32Array, columns: number): string => {
  const { width, height, channels } = pictures;
  const size = width * height * channels;
  const count = values.length / size;
  const drawn = pictures.shades(values);
  const block = Math.max(1, Math.ceil((width * count + count - 1) / columns));
  const shadeAt = (n: number, top: number, left: number): string => {
    let [sum, seen] = [0, 0];
    for (let y = top; y < Math.min(height, top + 2 * block); y++)
      for (let x = left; x < Math.min(width, left + block); x++)
        for (let c = 0; c < channels; c++) {
          sum += drawn[n * size + (y * width + x) * channels + c] ?? 0;
          seen++;
        }
    const grey = Math.min(1, Math.max(0, sum / seen));
    return shades[Math.round((shades.length - 1) * grey)] ?? " ";
  };
  const lines: string[] = [];
  for (let top = 0; top < height; top += 2 * block)
    lines.push(
      Array.from({ length: count }, (_, n) =>
        Array.from({ length: Math.ceil(width / block) }, (_, i) => shadeAt(n, top, i * block)).join(
          "",
        ),
      )
        .join(" ")
        .trimEnd(),
    );
  return lines.join("\n");
};
