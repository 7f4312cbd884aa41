import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const supervisor = join(dirname(fileURLToPath(import.meta.url)), "supervisor.mjs");

const live = new Set();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

const killTree = (child) => {
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
};

/** Children lead their own process groups, so that the whole tree ends with us or with its time. */
const endAll = (signal) => {
  for (const child of live) killTree(child);
  process.exit(signal === "SIGINT" ? 130 : 143);
};

/**
 * Runs a program to its end and keeps what it said.
 * A program that cannot be started ends with code 127; one that outlives `timeLimit` (ms) is killed.
 */
export const run = (
  command,
  args,
  { cwd, env = process.env, timeLimit, shell = false, onOutput } = {},
) =>
  new Promise((done) => {
    if (live.size === 0) for (const signal of signals) process.on(signal, endAll);
    const supervised = [supervisor, shell ? "shell" : "plain", command, ...args];
    const child = spawn(process.execPath, supervised, {
      cwd,
      env,
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    live.add(child);
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-200_000);
        onOutput?.(chunk);
      });
    const timer =
      timeLimit &&
      setTimeout(() => {
        timedOut = true;
        killTree(child);
      }, timeLimit);
    const finish = (code) => {
      clearTimeout(timer);
      live.delete(child);
      if (live.size === 0) for (const signal of signals) process.off(signal, endAll);
      done({ code, output, timedOut });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.once("close", (code) => finish(code ?? 1));
  });

/** The line of a program's output that most likely says what went wrong. */
export const lastWords = (output) => {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^npm (error|ERR!)|^at |^node:|^Node\.js v/.test(line));
  const plain = lines.filter((line) => /\berror: /i.test(line));
  const telling = lines.filter((line) =>
    /error|cannot|not found|no such|failed|unable/i.test(line),
  );
  return (plain.at(-1) ?? telling.at(-1) ?? lines.at(-1) ?? "it said nothing").slice(0, 300);
};
