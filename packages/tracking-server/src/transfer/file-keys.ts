/**
 * A name for each key in a tree of folders, where `a` cannot be a file beside `a/b`: such a key
 * gets an underscore, or as many as it needs.
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
