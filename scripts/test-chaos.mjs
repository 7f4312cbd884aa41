import { orExplain } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";

/**
 * Kills the tracking server's process under load a hundred times, and looks for what is lost; fills
 * a small disk of its own and takes writing away, where this user may mount one.
 */
await orExplain(async () => {
  await setUp();
  const args = [
    "run",
    "--root",
    "packages/tracking-server",
    "test/kill.test.ts",
    "test/full-disk.test.ts",
  ];
  process.exitCode = await bin("vitest", args, {
    VAE_LAB_KILLS: process.env.VAE_LAB_KILLS ?? "100",
  });
});
