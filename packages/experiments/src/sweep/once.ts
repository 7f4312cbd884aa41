/** Repeats a call until it succeeds, and then keeps its result. */
export const once = <Call, T>(work: (call?: Call) => Promise<T>): ((call?: Call) => Promise<T>) => {
  let known: Promise<T> | undefined;
  return (call) => {
    known ??= work(call);
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
};
