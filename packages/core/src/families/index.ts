// A family of posteriors: its distributions, its priors and their exact KL

export type { PosteriorFamily } from "./posterior-family.ts";

// The families

export type { CategoricalFamilyOptions } from "./categorical.ts";
export { type FamilyName, families, type PosteriorOf, type PriorOf } from "./families.ts";
export type { NormalFamilyOptions } from "./normal.ts";
