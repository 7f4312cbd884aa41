import { descentStep } from "@vae-lab/experiments/model-direction";
import { useCallback, useEffect, useState } from "react";
import type { FitProblem } from "./fit-problem.ts";

/** Steps between two frames. */
const stepsPerFrame = 2;

export interface Descent {
  readonly point: readonly number[];
  readonly steps: number;
  readonly isDone: boolean;
  readonly isPlaying: boolean;
  play(): void;
  pause(): void;
  restart(): void;
}

const begin = (problem: FitProblem) => ({ problem, point: problem.start, steps: 0, isDone: false });

/** Gradient descent on a fit, some steps a frame. A new problem begins anew. */
export const useDescent = (problem: FitProblem): Descent => {
  const [isPlaying, setPlaying] = useState(true);
  const [stored, setState] = useState(() => begin(problem));
  const state = stored.problem === problem ? stored : begin(problem);
  useEffect(() => {
    if (!isPlaying || state.isDone) return;
    const frame = requestAnimationFrame(() => {
      let { point, steps } = state;
      let isDone = false;
      for (let i = 0; i < stepsPerFrame && !isDone; i++) {
        const next = descentStep(problem, point);
        if (next === undefined) isDone = true;
        else {
          point = next;
          steps++;
        }
      }
      setState({ problem, point, steps, isDone });
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, state, problem]);
  return {
    ...state,
    isPlaying,
    play: useCallback(() => setPlaying(true), []),
    pause: useCallback(() => setPlaying(false), []),
    restart: useCallback(() => setState(begin(problem)), [problem]),
  };
};
