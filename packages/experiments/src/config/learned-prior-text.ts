import type { z } from "zod";
import type { Prior } from "./prior.ts";

const texts = {
  mixture: (components: number) =>
    `a mixture of ${components} normal distributions, whose weights, means and variances are learned`,
  vamp: (components: number) => `the mean of q(z|u) over ${components} learned pseudo-inputs u`,
} as const;

/** What a learned p(z) is. */
export const learnedPriorText = ({ kind, components }: z.output<typeof Prior>): string =>
  texts[kind](components);
