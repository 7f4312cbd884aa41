/** Stands for a metric that a model does not have. */
export const absent = "—";

/** A number for a column, with a minus sign and fixed decimals; a dash if it is absent. */
export const decimal = (value: number | undefined, digits: number): string => {
  if (value === undefined) return absent;
  if (Number.isNaN(value)) return "NaN";
  const text = Number.isFinite(value) ? Math.abs(value).toFixed(digits) : "∞";
  const isZero = Number(text) === 0;
  return value < 0 && !isZero ? `−${text}` : text;
};

/** 75 → 1:15, 3700 → 1:01:40; dashes if unknown. */
export const clock = (seconds: number | undefined): string => {
  if (seconds === undefined || !Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
};
