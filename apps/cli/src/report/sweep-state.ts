import type { PlannedTrial, SweepEvent } from "@vae-lab/experiments";

/** A running trial, with its last progress event. */
export interface RunningTrial {
  readonly trial: PlannedTrial;
  readonly steps: number;
  readonly step: number;
  readonly epoch: number;
  readonly elbo?: number;
  readonly loss?: number;
  readonly imagesPerSecond?: number;
  readonly secondsLeft?: number;
}

/** The state of a sweep. */
export interface SweepState {
  readonly total: number;
  /** Finished before this sweep began. */
  readonly skipped: number;
  /** Finished in this sweep. */
  readonly finished: number;
  readonly failed: number;
  /** Sum over resumed trials of the fraction that was done before this sweep. */
  readonly before: number;
  readonly running: ReadonlyMap<string, RunningTrial>;
  /** The number of trials that wait in the queue, for a worker of one. */
  readonly queued?: number;
}

export const beginning: SweepState = {
  total: 0,
  skipped: 0,
  finished: 0,
  failed: 0,
  before: 0,
  running: new Map(),
};

const without = (running: SweepState["running"], id: string): SweepState["running"] =>
  new Map([...running].filter(([key]) => key !== id));

/** The state after an event. */
export const advance = (state: SweepState, event: SweepEvent): SweepState => {
  switch (event.kind) {
    case "planned":
      return {
        ...beginning,
        total: event.waiting.length + event.skipped.length + (event.failed?.length ?? 0),
        failed: event.failed?.length ?? 0,
        skipped: event.skipped.length,
      };
    case "started": {
      const { trial, steps, from = { step: 0, epoch: 0 } } = event;
      const started = { trial, steps, step: from.step, epoch: from.epoch + 1 };
      return {
        ...state,
        before: state.before + from.step / steps,
        running: new Map([...state.running, [trial.id, started]]),
      };
    }
    case "progress": {
      const { kind, id, ...progress } = event;
      const known = state.running.get(id);
      if (known === undefined) return state;
      return { ...state, running: new Map([...state.running, [id, { ...known, ...progress }]]) };
    }
    case "finished":
      return {
        ...state,
        finished: state.finished + 1,
        running: without(state.running, event.row.id),
      };
    case "failed":
      return {
        ...state,
        failed: state.failed + 1,
        running: without(state.running, event.trial.id),
      };
    case "retry":
      return { ...state, running: without(state.running, event.trial.id) };
    case "left":
      return { ...state, running: without(state.running, event.id) };
    case "queued":
      return { ...state, queued: event.waiting };
    case "epoch":
    case "notice":
      return state;
  }
};

export const doneOf = ({ skipped, finished, failed }: SweepState): number =>
  skipped + finished + failed;

/** Estimated seconds to the end at the speed so far; undefined before any progress. */
export const secondsLeft = (state: SweepState, elapsedSeconds: number): number | undefined => {
  const { total, skipped, finished, failed, before, running } = state;
  const partial = [...running.values()].reduce((sum, { step, steps }) => sum + step / steps, 0);
  const done = finished + failed + partial - before;
  const all = total - skipped - before;
  return done > 0 ? (elapsedSeconds / done) * (all - done) : undefined;
};
