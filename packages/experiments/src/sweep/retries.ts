/** Waits in ms before a trial that failed is tried again. */
const delaysMs = [1_000, 10_000];

/** The next attempt of a trial. */
export interface Retry {
  readonly delayMs: number;
  /** The number of the attempt, from 2. */
  readonly attempt: number;
}

/** Decides for the trials of a sweep which failures to repeat, and when. */
export interface Retries {
  /**
   * The wait before the next attempt of a trial that got as far as an epoch; undefined when it has
   * failed too often. Attempts that get further than those before do not count.
   */
  delayOf(id: string, epoch: number): Retry | undefined;
}

export const retries = (delays: readonly number[] = delaysMs): Retries => {
  const known = new Map<string, { failures: number; epoch: number; attempts: number }>();
  return {
    delayOf: (id, epoch) => {
      const before = known.get(id) ?? { failures: 0, epoch: 0, attempts: 1 };
      const failures = epoch > before.epoch ? 0 : before.failures;
      const delayMs = delays[failures];
      if (delayMs === undefined) return undefined;
      const attempt = before.attempts + 1;
      known.set(id, {
        failures: failures + 1,
        epoch: Math.max(epoch, before.epoch),
        attempts: attempt,
      });
      return { delayMs, attempt };
    },
  };
};
