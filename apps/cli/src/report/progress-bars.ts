import { MultiBar, type SingleBar } from "cli-progress";
import { countText } from "../command-line/count-text.ts";
import { printable, printableLines } from "../command-line/printable.ts";
import type { Progress } from "./progress.ts";
import {
  barCaption,
  barText,
  epochText,
  retryText,
  rowText,
  startedText,
  sweepText,
} from "./progress-text.ts";
import { advance, beginning, doneOf, type SweepState } from "./sweep-state.ts";

interface Payload {
  readonly name: string;
  readonly text: string;
}

/** Widths of name and bar beside the numbers. */
const layout = (columns: number): { readonly name: number; readonly bar: number } => {
  const bar = columns >= 110 ? 20 : 6;
  return { bar, name: Math.min(40, Math.max(16, columns - bar - 54)) };
};

const fitted = (name: string, width: number): string =>
  name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);

/** Bars for the sweep and for each running trial; results scroll up above them. */
export const progressBars = (stream: NodeJS.WriteStream, study: string): Progress => {
  const began = Date.now();
  const bars = new MultiBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    forceRedraw: true,
    // The sweep handles Ctrl-C: it stops first, then the bars.
    gracefulExit: false,
    format: (_options, { progress }, { name, text }: Payload) => {
      const { name: nameWidth, bar } = layout(stream.columns ?? 120);
      return `${fitted(printable(name), nameWidth)} ${barText(progress, bar)} ${text}`;
    },
  });
  const trials = new Map<string, SingleBar>();
  let state: SweepState = beginning;
  let whole: SingleBar | undefined;

  const drawWhole = (): void => {
    const elapsed = (Date.now() - began) / 1000;
    const runningTrials = [...state.running.values()].reduce(
      (sum, { step, steps }) => sum + step / steps,
      0,
    );
    const { queued } = state;
    if (queued !== undefined) whole?.setTotal(doneOf(state) + state.running.size + queued);
    whole?.update(doneOf(state) + runningTrials, { name: study, text: sweepText(state, elapsed) });
  };
  const say = (text: string): void => {
    bars.log(`${printableLines(text)}\n`);
    bars.update(); // stopping the bars would drop lines that are still buffered
  };
  const remove = (id: string): void => {
    const bar = trials.get(id);
    if (bar) bars.remove(bar);
    trials.delete(id);
  };

  return {
    onEvent: (event) => {
      state = advance(state, event);
      switch (event.kind) {
        case "planned":
          if (state.skipped > 0)
            say(`${state.skipped} of ${countText(state.total, "trial")} finished before`);
          if (state.failed > 0)
            say(`${countText(state.failed, "trial")} failed before; --retry-failed repeats them`);
          whole = bars.create(state.total, 0, { name: study, text: "" });
          break;
        case "started":
          if (event.from !== undefined) say(startedText(event));
          trials.set(
            event.trial.id,
            bars.create(event.steps, event.from?.step ?? 0, {
              name: `  ${event.trial.label}`,
              text: "starting",
            }),
          );
          break;
        case "progress": {
          const running = state.running.get(event.id);
          if (running) trials.get(event.id)?.update(running.step, { text: barCaption(running) });
          break;
        }
        case "finished":
          remove(event.row.id);
          say(`✓ ${rowText(event.row)}`);
          break;
        case "failed":
          remove(event.trial.id);
          say(`✗ ${event.trial.label}: ${event.reason}`);
          break;
        case "retry":
          remove(event.trial.id);
          say(retryText(event));
          break;
        case "left":
          remove(event.id);
          break;
        case "queued":
          whole ??= bars.create(1, 0, { name: study, text: "" });
          break;
        case "notice":
          say(event.text);
          break;
        case "epoch": {
          const running = state.running.get(event.id);
          const text = running && epochText(running, event);
          if (text !== undefined) say(text);
          break;
        }
      }
      drawWhole();
    },
    say,
    stop: () => bars.stop(),
  };
};
