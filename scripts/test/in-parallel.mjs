/** The results of `task` on each item, in the order of the items; at most `limit` run at once. */
export const inParallel = async (limit, items, task) => {
  const results = [];
  const waiting = [...items.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, item] = next;
      results[index] = await task(item);
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
};
