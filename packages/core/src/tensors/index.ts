export {
  gradientOnly,
  throughDraws,
  withGradient,
  withoutGradient,
  withValue,
} from "./gradients.ts";
export { type Axes, assertShape, ShapeError } from "./shapes.ts";
