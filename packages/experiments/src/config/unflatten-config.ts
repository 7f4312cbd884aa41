type Tree = { [key: string]: unknown };

/** Keys whose values are texts, even those that read as numbers: an id of digits, a file named 2024. */
const isText = (key: string): boolean =>
  /^from\.(trial|checkpoint|file|run)$|^dataset\.(name|train|test|key|labels|testLabels)$/.test(
    key,
  );

const read = (key: string, text: string): unknown => {
  if (isText(key)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The inverse of `flattenConfig`, before the result is parsed. */
export const unflattenConfig = (flat: Iterable<readonly [key: string, text: string]>): Tree => {
  const root: Tree = Object.create(null);
  for (const [key, text] of flat) {
    const parts = key.split(".");
    const last = parts.pop() ?? key;
    let at = root;
    for (const part of parts) {
      const next = at[part];
      if (typeof next === "object" && next !== null) at = next as Tree;
      else {
        const made: Tree = Object.create(null);
        at[part] = made;
        at = made;
      }
    }
    at[last] = read(key, text);
  }
  return root;
};
