/** Work that tracking has still to take, in order. */
export interface Backlog {
  add(work: () => Promise<unknown>): void;
  /** Does what waits; stops at the first that fails and keeps it. Rejects with its error. */
  drain(): Promise<void>;
}

/**
 * Keeps what could not be done for the next drain, so that a server that was away for a while
 * loses nothing. One drain works at a time; those asked for meanwhile share the next.
 */
export const backlog = (): Backlog => {
  const waiting: (() => Promise<unknown>)[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    next = undefined;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      await first();
      waiting.shift();
    }
  };
  return {
    add: (one) => {
      waiting.push(one);
    },
    drain: () => {
      next ??= last = last.catch(() => undefined).then(work);
      return next;
    },
  };
};
