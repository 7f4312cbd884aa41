import { z } from "zod";

interface Issue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: unknown;
}

/** A value as a message shows it, cut if it is long. */
const shown = (value: unknown): string => {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** An error that states the rule and the value in one line. */
export const rule = (text: string) => ({
  error: ({ input }: Issue) => `${text}, got ${shown(input)}`,
});

export const count = (name: string) => {
  const whole = rule(`${name} must be a whole number ≥ 1`);
  return z.int(whole).min(1, whole);
};

export const positive = (name: string) => {
  const above = rule(`${name} must be a number > 0`);
  return z.number(above).positive(above);
};

export const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, rule(`${name} must be one of ${values.join(", ")}`));

/** An object with exactly these keys; the error for an unknown key lists the known ones. */
export const part = <const Shape extends z.core.$ZodLooseShape>(name: string, shape: Shape) => {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code, input, keys }: Issue) =>
      code === "unrecognized_keys" && Array.isArray(keys)
        ? `${name} has no key ${keys.map(shown).join(", ")}; its keys are ${known}`
        : `${name} must be an object with the keys ${known}, got ${shown(input)}`,
  });
};

type KindOption = z.core.$ZodTypeDiscriminable & {
  readonly shape: { readonly kind: { readonly value: string } };
};

/** A part that comes in several kinds; the error for another kind lists the known ones. */
export const oneKindOf = <const Options extends readonly [KindOption, ...KindOption[]]>(
  name: string,
  options: Options,
) => {
  const known = options.map(({ shape }) => shape.kind.value).join(", ");
  return z.discriminatedUnion("kind", options, {
    error: ({ input }: Issue) =>
      typeof input === "object" && input !== null && !Array.isArray(input)
        ? `${name}.kind must be one of ${known}, got ${shown("kind" in input ? input.kind : undefined)}`
        : `${name} must be an object with a kind of ${known}, got ${shown(input)}`,
  });
};
