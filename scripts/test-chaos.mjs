import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";

/**
 * Kills the tracking server's process under load a hundred times and checks that nothing is lost. Kills
 * sweeps of one workspace fifty times and checks that they end as an undisturbed one.
 * Fills a small disk and makes it read-only, where this user may mount one.
 */
await runCommand(async () => {
  await setUp();
  const args = [
    "run",
    "--root",
    "packages/tracking-server",
    "test/kill.test.ts",
    "test/full-disk.test.ts",
  ];
  const store = await bin("vitest", args, {
    VAE_LAB_KILLS: process.env.VAE_LAB_KILLS ?? "100",
  });
  const sweeps = await bin(
    "vitest",
    ["run", "--root", "packages/experiments", "test/chaos.test.ts"],
    { VAE_LAB_SWEEP_KILLS: process.env.VAE_LAB_SWEEP_KILLS ?? "50" },
  );
  process.exitCode = store || sweeps;
});
