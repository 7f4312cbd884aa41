/** How the values of images become colours. */
export interface ImageLooks {
  /** [H, W, C]; three channels are red, green and blue. */
  readonly axes: readonly number[];
  /** The values drawn as black and as white. */
  readonly range: readonly [number, number];
}

/** Draws images side by side, one canvas pixel for each of theirs. */
export const drawSamples = (
  canvas: HTMLCanvasElement,
  values: Float32Array,
  columns: number,
  { axes, range: [low, high] }: ImageLooks,
): void => {
  const [height = 1, width = 1, channels = 1] = axes;
  const size = height * width;
  const count = values.length / (size * channels);
  canvas.width = columns * width;
  canvas.height = Math.ceil(count / columns) * height;
  const context = canvas.getContext("2d");
  if (context === null || canvas.height === 0) return;
  const grid = context.createImageData(canvas.width, canvas.height);
  const shade = 255 / (high > low ? high - low : 1);
  for (let i = 0; i < count * size; i++) {
    const [image, pixel] = [Math.floor(i / size), i % size];
    const row = Math.floor(image / columns) * height + Math.floor(pixel / width);
    const at = 4 * (row * canvas.width + (image % columns) * width + (pixel % width));
    for (let colour = 0; colour < 3; colour++) {
      const value = values[i * channels + (channels === 3 ? colour : 0)] ?? low;
      grid.data[at + colour] = (value - low) * shade; // clamped
    }
    grid.data[at + 3] = 255;
  }
  context.putImageData(grid, 0, 0);
};
