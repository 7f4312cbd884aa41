/**
 * A file name for each key. `a` cannot be a file beside `a/b`, so such a key gets one or more
 * underscores.
 */
export const fileKeys = (keys: readonly string[]): Map<string, string> => {
  const folders = new Set<string>();
  for (const key of keys) {
    const parts = key.split("/");
    for (let end = 1; end < parts.length; end++) folders.add(parts.slice(0, end).join("/"));
  }
  const taken = new Set(keys);
  const names = new Map<string, string>();
  for (const key of keys) {
    let name = key;
    while (folders.has(name) || (name !== key && taken.has(name))) name += "_";
    taken.add(name);
    names.set(key, name);
  }
  return names;
};
