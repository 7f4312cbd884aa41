import { type ChildProcess, execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const command = fileURLToPath(new URL("../../cli/bin/vae-lab.mjs", import.meta.url));

/** Runs a command of vae-lab and returns what it printed. */
export const vaeLab = async (args: readonly string[], input = ""): Promise<string> => {
  const running = promisify(execFile)(process.execPath, [command, ...args]);
  running.child.stdin?.end(input);
  return (await running).stdout;
};

/** The dashboard of a workspace, served by its own process. */
export interface ServedHome {
  readonly url: string;
  close(): void;
}

const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = "";
    server.on("exit", () => reject(new Error(`cannot serve the dashboard: ${output}`)));
    for (const stream of [server.stdout, server.stderr])
      stream?.on("data", (chunk) => {
        output += chunk;
        const [, found] = /^dashboard: (http:\S+)/m.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
  });

/** Serves the dashboard of a workspace; builds its page if it must. */
export const serveHome = async (home: string): Promise<ServedHome> => {
  const server = spawn(process.execPath, [command, "dashboard", "--home", home, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await addressOf(server);
  return {
    url,
    close: () => {
      server.removeAllListeners("exit");
      server.kill("SIGINT");
    },
  };
};
