import type { SweepEvent } from "@vae-lab/experiments";
import type { Progress } from "./progress.ts";
import { rowText, startedText, sweepText, trialText } from "./progress-text.ts";
import { advance, beginning, doneOf } from "./sweep-state.ts";

const everyMs = 15_000;

/** A line when a trial starts, finishes or fails, and one each quarter minute while it runs. */
export const progressLines = (
  write: (line: string) => void,
  now: () => number = Date.now,
): Progress => {
  const began = now();
  const said = new Map<string, number>();
  let state = beginning;

  const lineOf = (event: SweepEvent): string | undefined => {
    const count = `[${doneOf(state)}/${state.total}]`;
    switch (event.kind) {
      case "planned":
        return `${state.total} trials: ${state.skipped} finished before, ${event.waiting.length} to run`;
      case "started":
        said.set(event.trial.id, now());
        return `${count} ${startedText(event)}`;
      case "progress": {
        const running = state.running.get(event.id);
        if (running === undefined || now() - (said.get(event.id) ?? 0) < everyMs) return undefined;
        said.set(event.id, now());
        return `${count} ${running.trial.label}: ${trialText(running)}`;
      }
      case "finished":
        return `${count} finished ${rowText(event.row)} — ${sweepText(state, (now() - began) / 1000)}`;
      case "failed":
        return `${count} FAILED ${event.trial.label}: ${event.reason}`;
      case "notice":
        return event.text;
      case "epoch":
        return undefined;
    }
  };

  return {
    onEvent: (event) => {
      state = advance(state, event);
      const line = lineOf(event);
      if (line !== undefined) write(line);
    },
    say: write,
    stop: () => undefined,
  };
};
