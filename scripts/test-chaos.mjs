import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";

/** A number that the environment may set. */
const setting = (name, byDefault) => ({ [name]: process.env[name] ?? byDefault });

const parts = [
  {
    name: "tracking server, killed under load and on a full disk",
    root: "packages/tracking-server",
    files: ["test/kill.test.ts", "test/full-disk.test.ts"],
    env: setting("VAE_LAB_KILLS", "100"),
  },
  {
    name: "two sweeps of one workspace, killed",
    root: "packages/experiments",
    files: ["test/chaos.test.ts"],
    env: setting("VAE_LAB_SWEEP_KILLS", "50"),
  },
  {
    name: "sweep through a queue, with workers, sweep, tracking server and Redis killed",
    root: "packages/experiments",
    files: ["test/queue-chaos.test.ts"],
    env: setting("VAE_LAB_QUEUE_KILLS", "50"),
  },
  {
    name: "sweep through a queue, with tracking away and the network cut",
    root: "packages/experiments",
    files: ["test/queue-outages.test.ts"],
    env: setting("VAE_LAB_NETWORK_CUT_MS", "30000"),
  },
];

/**
 * Kills the tracking server's process under load, and fills a small disk and makes it read-only, where
 * this user may mount one. Kills sweeps of one workspace, and the parts of a fleet with a queue, and
 * checks that they end as an undisturbed one. Cuts the network. Prints one line per part.
 */
await runCommand(async () => {
  await setUp();
  const lines = [];
  for (const { name, root, files, env } of parts) {
    const began = Date.now();
    const code = await bin("vitest", ["run", "--root", root, ...files], env);
    if (code !== 0) process.exitCode = 1;
    const seconds = Math.round((Date.now() - began) / 1000);
    const [[variable, value]] = Object.entries(env);
    lines.push(
      `${code === 0 ? "passed" : "FAILED"} in ${seconds} s: ${name} (${variable}=${value})`,
    );
  }
  console.log(lines.join("\n"));
});
