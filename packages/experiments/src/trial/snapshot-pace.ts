/** The share of a trial's time for making snapshots. Saving them takes about as much again. */
const share = 0.01;

export interface SnapshotPace {
  /** Whether those made so far have taken no more than their share. */
  isDue(): boolean;
  /** Counts what is spent from a time of `now` on. */
  spent(since: number): void;
}

/** The first snapshot is due immediately, the others as often as their share of the time allows. */
export const snapshotPace = (now: () => number): SnapshotPace => {
  const began = now();
  let total = 0;
  return {
    isDue: () => total <= share * (now() - began),
    spent: (since) => {
      total += now() - since;
    },
  };
};
