// Custom gradients

export {
  gradientOnly,
  throughDraws,
  withGradient,
  withoutGradient,
  withValue,
} from "./gradients.ts";

// Shapes

export { type Axes, assertShape, ShapeError } from "./shapes.ts";
