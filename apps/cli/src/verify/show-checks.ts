import type { Check } from "@vae-lab/verify";
import { writeTo } from "../command-line/output.ts";
import { clock } from "../report/number-text.ts";

const terminalMs = 100;
const lineMs = 2_000;

/** Shows how many checks are done: in one line of a terminal, elsewhere a line every 2 s. */
export const showChecks = (stream: NodeJS.WriteStream, total: number) => {
  const started = performance.now();
  let shown = started;
  return {
    onCheck: (done: number, { property, divergence }: Check): void => {
      const now = performance.now();
      if (now - shown < (stream.isTTY ? terminalMs : lineMs)) return;
      shown = now;
      const left = (((now - started) / done) * (total - done)) / 1000;
      const text = `${done} of ${total} checks, ${clock(left)} left: ${property} (${divergence})`;
      writeTo(
        stream,
        stream.isTTY ? `\r\x1b[K${text.slice(0, (stream.columns ?? 80) - 1)}` : `${text}\n`,
      );
    },
    stop: (): void => {
      if (stream.isTTY) writeTo(stream, "\r\x1b[K");
    },
  };
};
