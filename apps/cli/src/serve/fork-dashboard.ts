import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { InputError } from "@vae-lab/experiments/input-error";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printNote } from "../command-line/output.ts";
import type { DashboardOrder, DashboardReply } from "./dashboard-messages.ts";

const runSource = fileURLToPath(new URL("../../../../scripts/run-source.mjs", import.meta.url));
const entry = fileURLToPath(new URL("./dashboard-process.ts", import.meta.url));

/** A dashboard that another process serves. */
export interface ForkedDashboard {
  readonly url: string;
  /** Resolves when the process has ended, by itself or by `close`. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * Serves the dashboard from a process of its own: however long a request takes, it does not hold up
 * the process that schedules a sweep.
 * @throws InputError when the port is in use or the store cannot be opened.
 */
export const forkDashboard = async (order: DashboardOrder): Promise<ForkedDashboard> => {
  const child = fork(runSource, [entry, JSON.stringify(order)], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const reply = await Promise.race([
    once(child, "message").then(([message]) => message as DashboardReply),
    ended.then((): DashboardReply => {
      const message = `the dashboard's process ended (${child.signalCode ?? child.exitCode})`;
      return { kind: "failed", message, code: exitCodes.failedTrials };
    }),
  ]);
  if (reply.kind === "failed")
    throw reply.code === exitCodes.badInput
      ? new InputError(reply.message)
      : new Error(reply.message);
  let isClosing = false;
  void ended.then(() => {
    if (!isClosing) printNote("the dashboard stopped; `vae-lab dashboard` serves it again");
  });
  return {
    url: reply.url,
    ended,
    close: async () => {
      isClosing = true;
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};
