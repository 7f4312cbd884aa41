/** Keeps what was used last, up to a size in all. */
export const recent = <Value>(most: number, sizeOf: (value: Value) => number) => {
  const kept = new Map<string, Value>();
  let size = 0;
  const drop = (key: string): void => {
    const value = kept.get(key);
    if (value === undefined || !kept.delete(key)) return;
    size -= sizeOf(value);
  };
  return {
    get: (key: string): Value | undefined => {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      // A Map lists in the order of insertion: the first is the one that was unused for longest.
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set: (key: string, value: Value): void => {
      drop(key);
      kept.set(key, value);
      size += sizeOf(value);
      for (const oldest of kept.keys()) {
        if (size <= most) break;
        drop(oldest);
      }
    },
  };
};
