import { createHash } from "node:crypto";
import { z } from "zod";
import { maxSobolDimensions, sobolPoints } from "./sobol.ts";

const shownRange = "a range must be [low, high] with low < high";
const range = z
  .tuple([z.number(shownRange), z.number(shownRange)], shownRange)
  .refine(([low, high]) => low < high, shownRange);
const above0 = "the range of log must be above 0";

/** What the values of a sampled key are drawn from. */
const Distribution = z.union(
  [
    z.strictObject({ uniform: range }),
    z.strictObject({ log: range.refine(([low]) => low > 0, above0) }),
    z.strictObject({ integer: range }),
    z.strictObject({ choice: z.array(z.unknown()).min(1) }),
  ],
  {
    error: (issue) =>
      issue.code === "invalid_union"
        ? "a key of sample.over must have one of uniform, log and integer with [low, high], or choice with a list"
        : undefined,
  },
);
type Distribution = z.infer<typeof Distribution>;

const countRule = "sample.count must be a whole number ≥ 1";
const seedRule = "sample.seed must be a whole number ≥ 0";

/** Points drawn from a box of config keys. */
export const Sample = z.strictObject({
  count: z.int(countRule).min(1, countRule),
  method: z.enum(["random", "sobol"], "sample.method must be random or sobol").default("random"),
  seed: z.int(seedRule).min(0, seedRule).default(1),
  over: z.record(z.string(), Distribution),
});
export type Sample = z.infer<typeof Sample>;

/** A number in [0, 1) that depends on the words alone. */
const uniformOf = (...words: readonly (string | number)[]): number =>
  createHash("sha256").update(JSON.stringify(words)).digest().readUIntBE(0, 6) / 2 ** 48;

/** The quantile of a distribution at u in [0, 1). */
const valueAt = (distribution: Distribution, u: number): unknown => {
  if ("choice" in distribution) {
    const { choice } = distribution;
    return choice[Math.floor(u * choice.length)];
  }
  if ("integer" in distribution) {
    const [low, high] = distribution.integer;
    return low + Math.floor(u * (high - low + 1));
  }
  if ("log" in distribution) {
    const [low, high] = distribution.log;
    return Number((low * (high / low) ** u).toPrecision(6));
  }
  const [low, high] = distribution.uniform;
  return Number((low + u * (high - low)).toPrecision(6));
};

/** Why the points cannot be drawn. */
export const sampleProblems = ({ method, over }: Sample): string[] => {
  const keys = Object.keys(over);
  if (keys.length === 0) return ["sample.over must have at least one key"];
  return method === "sobol" && keys.length > maxSobolDimensions
    ? [`sample.over must have at most ${maxSobolDimensions} keys with sobol, got ${keys.length}`]
    : [];
};

/**
 * The values of the keys of `over`, in their order, of each point. The same seed gives the same points,
 * and more points begin with those of fewer. Sobol points are shifted by the seed, modulo 1 (Cranley &
 * Patterson 1976).
 */
export const sampledValues = ({ count, method, seed, over }: Sample): unknown[][] => {
  const entries = Object.entries(over);
  const sobol = method === "sobol" ? sobolPoints(count, entries.length) : undefined;
  return Array.from({ length: count }, (_, point) =>
    entries.map(([key, distribution], dimension) => {
      const u =
        sobol === undefined
          ? uniformOf(seed, key, point)
          : ((sobol[point]?.[dimension] ?? 0) + uniformOf(seed, key)) % 1;
      return valueAt(distribution, u);
    }),
  );
};
