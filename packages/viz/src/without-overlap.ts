/** Drops items that are closer than `x` and `y` pixels to one that was kept before. */
export const withoutOverlap = <T>(
  things: readonly T[],
  place: (thing: T) => readonly [x: number, y: number],
  clearance: { readonly x: number; readonly y: number },
): T[] => {
  const kept: { readonly thing: T; readonly at: readonly [number, number] }[] = [];
  for (const thing of things) {
    const at = place(thing);
    const touches = kept.some(
      (other) =>
        Math.abs(other.at[0] - at[0]) < clearance.x && Math.abs(other.at[1] - at[1]) < clearance.y,
    );
    if (!touches) kept.push({ thing, at });
  }
  return kept.map(({ thing }) => thing);
};
