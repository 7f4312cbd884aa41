import { createInterface } from "node:readline";
import type { Engine } from "../engines/engine.ts";

/** What a contestant writes, one JSON object a line: `ready` once, then one for each line read. */
export type Answer =
  | { readonly ready: Readonly<Record<string, string>> }
  | {
      readonly ms: number;
      readonly cpuMs: number;
      readonly loss: number | null;
      /** The most memory that the process has held, in bytes. */
      readonly peakBytes: number;
      /** Processor time of what it consists of, in milliseconds, where that is known. */
      readonly parts?: Readonly<Record<string, number>>;
    };

const write = (answer: Answer): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

/** Makes as many steps as each line of the input says, and answers with what they took. */
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
