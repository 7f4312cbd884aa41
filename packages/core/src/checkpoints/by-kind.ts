import { shown } from "../arguments.ts";

/** A part of a description: its kind, and the options of that kind. */
interface Part {
  readonly kind: string;
}

/** What is made of each kind of part, given its options. */
export type MakersByKind<P extends Part, R> = {
  readonly [K in P["kind"]]: (options: Omit<Extract<P, { readonly kind: K }>, "kind">) => R;
};

/**
 * The value of a table for a key that a description gives.
 * @throws RangeError naming the keys of the table if it has no such key
 */
export const entryOf = <R>(name: string, table: Readonly<Record<string, R>>, key: string): R => {
  const entry = Object.hasOwn(table, key) ? table[key] : undefined;
  if (entry !== undefined) return entry;
  throw new RangeError(
    `${name} must be one of ${Object.keys(table).join(", ")}, got ${shown(key)}`,
  );
};

/**
 * Makes what a part describes, by the maker of its kind.
 * @throws RangeError naming the known kinds if the part's is none of them
 */
export const makeByKind = <P extends Part, R>(
  name: string,
  makers: MakersByKind<P, R>,
  part: P,
): R => {
  const { kind, ...options } = part ?? {};
  const make = entryOf<(options: never) => R>(`${name}.kind`, makers, kind);
  return make(options as never);
};
