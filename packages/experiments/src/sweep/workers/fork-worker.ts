import { type ChildProcess, fork } from "node:child_process";
import { on, once } from "node:events";
import { fileURLToPath } from "node:url";
import { oneThread } from "../../backend/one-thread.ts";
import { returnedMemory } from "../../backend/returned-memory.ts";
import { crashReason } from "./crash-reason.ts";
import { memoryKills } from "./memory-kills.ts";
import { TrialFailure } from "./trial-failure.ts";
import type { TrialWorker } from "./trial-worker.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

const runSource = fileURLToPath(new URL("../../../../../scripts/run-source.mjs", import.meta.url));
const workerFile = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** How long a worker may take to end after SIGTERM before it gets SIGKILL. */
const graceMs = 500;

/** The end of a worker's output that is searched for the reason of a crash, in characters. */
const keptCharacters = 16_384;

const outOfMemory =
  "the system killed it for lack of memory; use fewer --workers, or a smaller batchSize or model";

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

const stop = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
};

/** Starts a worker process, which ends with its parent. */
export const startWorker = (): ChildProcess =>
  fork(runSource, [workerFile, String(process.pid)], {
    execArgv: [],
    env: { ...process.env, ...oneThread, ...returnedMemory },
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });

/** A worker in a child process, which keeps TensorFlow's memory and crashes out of the parent. */
export const forkWorker = (child = startWorker()): TrialWorker => {
  let sink: (text: string) => void = () => undefined;
  let written = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      written = (written + text).slice(-keptCharacters);
      sink(text);
    });
  child.on("error", ({ message }) => {
    written += `\nError: ${message}`; // without a listener it would end the parent
  });
  const killsBefore = memoryKills();
  const died = (): TrialFailure => {
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    const isOutOfMemory = child.signalCode === "SIGKILL" && memoryKills() > killsBefore;
    const why = isOutOfMemory ? outOfMemory : crashReason(written);
    return new TrialFailure(
      `the worker died (${how})${why === undefined ? "" : `: ${why}`}`,
      "passing",
    );
  };

  // An error is that the child has ended, which the loop over its messages finds out.
  const tell = (message: ToWorker): void => {
    child.send(message, undefined, undefined, () => undefined);
  };

  let trials = 0;
  return {
    stop: () => stop(child),
    run: async function* ({ config, dataHash }, log, inputs) {
      if (hasEnded(child)) throw died();
      sink = log;
      written = "";
      const number = trials++;
      const messages = on(child, "message", { close: ["exit"] });
      tell({ kind: "run", number, config, dataHash, ...inputs });
      for await (const [message] of messages as AsyncIterable<[FromWorker]>) {
        if (message.number !== number) continue;
        if (message.kind === "done") return;
        if (message.kind === "threw") {
          log(`${message.details}\n`);
          throw new TrialFailure(message.reason, message.failure);
        }
        for (const event of message.events) {
          yield event;
          if (event.kind === "epoch") tell({ kind: "recorded", number });
        }
      }
      throw died();
    },
  };
};
