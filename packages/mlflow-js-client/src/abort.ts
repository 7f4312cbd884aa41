/**
 * A controller that aborts with the first of the signals, until it is released. AbortSignal.any adds
 * an entry to each signal that stays, so a long-lived signal would collect thousands.
 */
export const linkedController = (
  ...signals: readonly (AbortSignal | undefined)[]
): { readonly controller: AbortController; release(): void } => {
  const controller = new AbortController();
  const follow = ({ target }: Event): void => controller.abort((target as AbortSignal).reason);
  for (const signal of signals)
    if (signal?.aborted) controller.abort(signal.reason);
    else signal?.addEventListener("abort", follow, { once: true });
  return {
    controller,
    release: () => {
      for (const signal of signals) signal?.removeEventListener("abort", follow);
    },
  };
};

/** Rejects as soon as the signal aborts, also where an in-process fetch ignores its signal. */
export const unlessAborted = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", onAbort));
  });
