export {
  gradientOnly,
  inPlaceOf,
  throughDraws,
  withGradient,
  withoutGradient,
} from "./gradients.ts";
export { type Axes, assertShape, ShapeError } from "./shapes.ts";
