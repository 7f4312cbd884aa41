/** Work that tracking has still to take, in order. */
export interface Backlog {
  add(work: () => Promise<unknown>): void;
  /** Does what waits; stops at the first that fails and keeps it. Rejects with its error. */
  drain(): Promise<void>;
}

/**
 * Keeps what could not be done for the next drain, so that a server that was away for a while
 * loses nothing. Drains run one after another.
 */
export const backlog = (): Backlog => {
  const waiting: (() => Promise<unknown>)[] = [];
  let last: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      await next();
      waiting.shift();
    }
  };
  return {
    add: (next) => {
      waiting.push(next);
    },
    drain: () => {
      last = last.catch(() => undefined).then(work);
      return last;
    },
  };
};
