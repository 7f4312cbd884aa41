import { enoughForInterval } from "@vae-lab/statistics";
import { type BetaPoint, betaCells } from "@vae-lab/viz";

const rangeText = (counts: readonly number[]): string => {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return low === high ? String(low) : `${low} to ${high}`;
};

/** Explains the marks of a figure over beta, depending on the number of seeds. */
export const seedsText = (points: readonly BetaPoint[]): string => {
  const counts = betaCells(points).map(({ n }) => n);
  const repeated = counts.filter((n) => n >= enoughForInterval);
  if (counts.every((n) => n === 1)) return "One seed each: no interval.";
  if (repeated.length === 0)
    return `Lines join means; at most ${Math.max(...counts)} seeds each: no interval.`;
  const rest = repeated.length < counts.length ? ", where there are three seeds or more" : "";
  return `Bars: mean and 95 % interval (Student's t) of ${rangeText(repeated)} seeds${rest}; faint: the runs.`;
};
