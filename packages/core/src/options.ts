import { shown } from "./arguments.ts";

/** The names of the options of type O, each with whether it may be left out. */
export type OptionNames<O> = {
  readonly [K in keyof O]-?: Record<never, never> extends Pick<O, K> ? "optional" : "required";
};

/** The names of two sets of options together. */
export const namesOfBoth = <A, B>(a: OptionNames<A>, b: OptionNames<B>): OptionNames<A & B> =>
  ({ ...a, ...b }) as unknown as OptionNames<A & B>;

/**
 * Checks what JavaScript users pass as options.
 * @throws TypeError for options that are not an object, for a required one that is missing, and for a
 * name that is not one of `names`: `gaussianVae has no option latent; did you mean latentSize?`
 */
export const requireOptions = <O extends object>(
  owner: string,
  options: O,
  names: OptionNames<O>,
): void => {
  const known = Object.keys(names);
  const required = known.filter((name) => Reflect.get(names, name) === "required");
  const example = `${owner}({ ${(required.length > 0 ? required : known.slice(0, 1)).join(", ")} })`;
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new TypeError(
      options === undefined
        ? `${owner} needs ${listed(required)}, got no options; pass them as in ${example}`
        : `the options of ${owner} must be an object, got ${shown(options)}; pass them as in ${example}`,
    );
  const given = Object.keys(options).filter((name) => Reflect.get(options, name) !== undefined);
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(unknownOption(owner, unknown, known));
  const missing = required.filter((name) => !given.includes(name));
  if (missing.length > 0)
    throw new TypeError(`${owner} needs ${listed(missing)}, got ${given.join(", ") || "none"}`);
};

const listed = (names: readonly string[]): string =>
  `the ${names.length === 1 ? "option" : "options"} ${names.join(", ")}`;

const unknownOption = (owner: string, name: string, known: readonly string[]): string => {
  const nearest = nearestOf(name, known);
  const hint = nearest === undefined ? "" : ` did you mean ${nearest}?`;
  return `${owner} has no option ${name};${hint} its options are ${known.join(", ")}`;
};

/** The name that a person is likely to have meant: one begins as the other does, or few letters differ. */
const nearestOf = (name: string, known: readonly string[]): string | undefined => {
  const [best] = known
    .map((other) => ({ other, distance: distanceOf(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= name.length / 2 ? best.other : undefined;
};

const distanceOf = (a: string, b: string): number =>
  a.startsWith(b) || b.startsWith(a) ? 0.5 : editDistance(a, b);

/** How many letters must be put in, left out or replaced (Levenshtein 1966). */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The arguments of a function of options, which may be left out where each of them may. */
type OptionsArgument<O> = Record<never, never> extends O ? [options?: O] : [options: O];

/** The function of options with them checked before: its errors are those of `requireOptions`. */
export const withOptions =
  <O extends object, R>(owner: string, names: OptionNames<O>, make: (options: O) => R) =>
  (...[given]: OptionsArgument<O>): R => {
    const isOptional = Object.values(names).every((need) => need === "optional");
    const options = (given === undefined && isOptional ? {} : given) as O;
    requireOptions(owner, options, names);
    return make(options);
  };
