const day = 86_400_000;

/** Each duration uses the largest unit of which it has about two or more. */
const units: readonly (readonly [below: number, say: (milliseconds: number) => string])[] = [
  [89_500, (ms) => `${Math.round(ms / 1000)} s`],
  [89.5 * 60_000, (ms) => `${Math.round(ms / 60_000)} min`],
  [2 * day, (ms) => `${Number((ms / 3_600_000).toFixed(1))} h`],
  [60 * day, (ms) => `${Math.round(ms / day)} d`],
  [730 * day, (ms) => `${Math.round(ms / (30.44 * day))} mo`],
];

/** A duration such as `38 s`, `4 min`, `2.5 h`, `3 d` or `4 mo`. */
export const durationText = (milliseconds: number): string => {
  const length = Math.max(0, milliseconds);
  const unit = units.find(([below]) => length < below);
  return unit === undefined ? `${Math.round(length / (365.25 * day))} y` : unit[1](length);
};
