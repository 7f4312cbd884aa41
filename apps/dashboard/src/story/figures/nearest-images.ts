import type { OpenedRun } from "../../explore/messages.ts";

/** The images whose codes lie nearest to a place, the nearest first. */
export const nearestImages = (
  { means, count }: Pick<OpenedRun, "means" | "count">,
  [x, y]: readonly [number, number],
  wanted: number,
): number[] => {
  const distance = (n: number) => Math.hypot((means[2 * n] ?? 0) - x, (means[2 * n + 1] ?? 0) - y);
  return Array.from({ length: count }, (_, n) => n)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, wanted);
};
