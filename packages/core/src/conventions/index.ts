export {
  type EffectiveBeta,
  type EffectiveBetaOptions,
  effectiveBeta,
  type LossConvention,
  type Reduction,
} from "./effective-beta.ts";
export { type LibraryConvention, libraryConventions } from "./library-conventions.ts";
