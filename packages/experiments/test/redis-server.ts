import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Why there is no Redis to test against; undefined if there is one. */
export const noRedis: string | undefined = spawnSync("redis-server", ["--version"]).error?.message;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
};

/** A Redis server that writes each change to its append-only file. */
export interface RedisServer {
  readonly url: string;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export const openRedis = async (): Promise<RedisServer> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-redis-"));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    url: `redis://:s3cret@127.0.0.1:${port}`,
    start: async () => {
      const options = { port, dir: folder, save: '""', appendonly: "yes", appendfsync: "always" };
      const args = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
      const started = spawn(
        "redis-server",
        [...args, "--bind", "127.0.0.1", "--requirepass", "s3cret"],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      child = started;
      for await (const line of createInterface({ input: started.stdout }))
        if (line.includes("Ready to accept connections")) break;
      started.stdout.resume();
    },
    kill: async () => {
      if (child === undefined) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      child = undefined;
    },
    close: async () => {
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
  await server.start();
  return server;
};
