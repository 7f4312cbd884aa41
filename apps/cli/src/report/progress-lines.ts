import type { SweepEvent } from "@vae-lab/experiments";
import { countText } from "../command-line/count-text.ts";
import type { Progress } from "./progress.ts";
import {
  countsText,
  epochText,
  retryText,
  rowText,
  startedText,
  sweepText,
  trialText,
} from "./progress-text.ts";
import { advance, beginning, type SweepState } from "./sweep-state.ts";

const failedBefore = ({ failed }: SweepState): string =>
  failed > 0 ? `${failed} failed before (--retry-failed repeats them), ` : "";

const progressMs = 15_000;
const epochMs = 1_000;

/**
 * Prints a line when a trial starts, finishes or fails, after each epoch (at most one per second
 * and trial), and every 15 s while a trial runs.
 */
export const progressLines = (
  write: (line: string) => void,
  now: () => number = Date.now,
): Progress => {
  const began = now();
  const printedAt = new Map<string, number>();
  let state = beginning;

  const isDue = (id: string, intervalMs: number): boolean => {
    if (now() - (printedAt.get(id) ?? Number.NEGATIVE_INFINITY) < intervalMs) return false;
    printedAt.set(id, now());
    return true;
  };

  const lineOf = (event: SweepEvent): string | undefined => {
    const count = `[${countsText(state)}]`;
    switch (event.kind) {
      case "planned":
        return `${countText(state.total, "trial")}: ${state.skipped} finished before, ${failedBefore(state)}${event.waiting.length} to run`;
      case "started":
        printedAt.set(event.trial.id, now());
        return `${count} ${startedText(event)}`;
      case "progress": {
        const running = state.running.get(event.id);
        if (running === undefined || !isDue(event.id, progressMs)) return undefined;
        return `${count} ${running.trial.label}: ${trialText(running)}`;
      }
      case "epoch": {
        const running = state.running.get(event.id);
        const text = running && epochText(running, event);
        return text !== undefined && isDue(event.id, epochMs) ? `${count} ${text}` : undefined;
      }
      case "finished":
        return `${count} finished ${rowText(event.row)}${state.queued === undefined ? ` — ${sweepText(state, (now() - began) / 1000)}` : ""}`;
      case "failed":
        return `${count} FAILED ${event.trial.label}: ${event.reason}`;
      case "retry":
        return `${count} ${retryText(event)}`;
      case "left":
      case "queued":
        return undefined;
      case "notice":
        return event.text;
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
