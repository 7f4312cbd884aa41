import { z } from "zod";

/** The distributions that a normal is fitted to. */
export const targets = {
  line: "two modes on a line",
  plane: "two modes on a plane",
  ring: "a ring on a plane",
} as const;
export type TargetName = keyof typeof targets;

/** The divergences D(p, q) that a fit minimises. */
export const divergences = {
  forward: "forward KL(p||q)",
  reverse: "reverse KL(q||p)",
  js: "Jensen–Shannon",
  half: "α = ½, a multiple of 1 − Bhattacharyya",
} as const;
export type DivergenceName = keyof typeof divergences;

/** The settings of a fit, as its URL holds them. */
export const FitSettings = z.object({
  target: z.enum(["line", "plane", "ring"]).catch("line"),
  divergence: z.enum(["forward", "reverse", "js", "half"]).catch("reverse"),
  /** Half the distance between the modes, in their standard deviations; the ring's radius. */
  a: z.coerce.number().min(0.5).max(5).catch(3),
  /** The share of the mode on the left. */
  share: z.coerce.number().min(0.05).max(0.95).catch(0.5),
  /** The first mean and standard deviation of q. */
  mean: z.coerce.number().min(-6).max(6).catch(0.5),
  sd: z.coerce.number().min(0.2).max(5).catch(1),
});
export type FitSettings = z.infer<typeof FitSettings>;
export const defaultFit: FitSettings = FitSettings.parse({});
