export interface ImagesDrawing {
  /** count·height·width values; those outside [0, 1] are drawn as 0 or 1. */
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
}

/** Draws images side by side, light on dark, one canvas pixel for each of theirs. */
export const drawImages = (canvas: HTMLCanvasElement, drawing: ImagesDrawing): void => {
  const { values, width, height, columns } = drawing;
  const count = values.length / (width * height);
  const rows = Math.ceil(count / columns);
  canvas.width = columns * width;
  canvas.height = rows * height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const grid = context.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < values.length; i++) {
    const image = Math.floor(i / (width * height));
    const row = Math.floor(image / columns) * height + Math.floor((i % (width * height)) / width);
    const column = (image % columns) * width + (i % width);
    const at = 4 * (row * canvas.width + column);
    grid.data.fill(255 * (values[i] ?? 0), at, at + 3); // clamped
    grid.data[at + 3] = 255;
  }
  context.putImageData(grid, 0, 0);
};
