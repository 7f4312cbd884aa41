/** A cache of the most recently used values, up to a total size. */
export const recent = <Value>(maxSize: number, sizeOf: (value: Value) => number) => {
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
      // A Map iterates in the order of insertion, so the first entry is the least recently used.
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set: (key: string, value: Value): void => {
      drop(key);
      kept.set(key, value);
      size += sizeOf(value);
      for (const oldest of kept.keys()) {
        if (size <= maxSize) break;
        drop(oldest);
      }
    },
  };
};
