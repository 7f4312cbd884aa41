// The beta that a loss trains

export {
  type EffectiveBeta,
  type EffectiveBetaOptions,
  effectiveBeta,
  type LossConvention,
  type Reduction,
} from "./effective-beta.ts";

// The losses of popular libraries

export { type LibraryConvention, libraryConventions } from "./library-conventions.ts";
