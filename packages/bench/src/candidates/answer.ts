import { createInterface } from "node:readline";
import type { Engine } from "../engines/engine.ts";

/** The output of a candidate, one JSON object per line: `ready` once, then one per line of input. */
export type Answer =
  | { readonly ready: Readonly<Record<string, string>> }
  | {
      readonly ms: number;
      readonly cpuMs: number;
      readonly loss: number | null;
      /** Peak memory of the process, in bytes. */
      readonly peakBytes: number;
      /** Processor time of its parts in milliseconds, if known. */
      readonly parts?: Readonly<Record<string, number>>;
    };

const write = (answer: Answer): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

/** For each line of input makes so many steps and prints their times. */
export const answerRequests = async (
  versions: Readonly<Record<string, string>>,
  engine: Engine,
  partsSoFar?: () => Readonly<Record<string, number>>,
): Promise<void> => {
  write({ ready: { Node: process.versions.node, ...versions } });
  for await (const line of createInterface({ input: process.stdin })) {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    const loss = await engine(Number(line));
    const ms = performance.now() - wall;
    const { user, system } = process.cpuUsage(cpu);
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    write({
      ms,
      cpuMs: (user + system) / 1000,
      loss: Number.isFinite(loss) ? loss : null,
      peakBytes,
      ...(partsSoFar && { parts: partsSoFar() }),
    });
  }
};
