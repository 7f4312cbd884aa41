import type { Check } from "@vae-lab/verify";
import { writeTo } from "../command-line/output.ts";
import { clock } from "../report/number-text.ts";

const everyMs = 2_000;

/** Says how far the matrix is: over one line on a terminal, else now and then in a line of its own. */
export const showChecks = (stream: NodeJS.WriteStream, total: number) => {
  const started = performance.now();
  let said = started;
  return {
    onCheck: (done: number, { law, divergence }: Check): void => {
      const now = performance.now();
      if (now - said < (stream.isTTY ? 100 : everyMs)) return;
      said = now;
      const left = (((now - started) / done) * (total - done)) / 1000;
      const text = `${done} of ${total} checks, ${clock(left)} left: ${law} (${divergence})`;
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
