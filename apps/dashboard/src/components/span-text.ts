/** A length of time as a person says it: `38 s`, `4 min`, `2.5 h`. */
export const spanText = (milliseconds: number): string => {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800
    ? `${Number((seconds / 3600).toFixed(1))} h`
    : `${Math.round(seconds / 86_400)} d`;
};
