import { environmentProblem, mlflowPython } from "./mlflow/environment.mjs";
import { startMlflow } from "./mlflow/server.mjs";
import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";

/** Benchmarks the embedded server and a real MLflow one after the other; --tiny for a quick try. */
await runCommand(async () => {
  await setUp();
  const reason = await environmentProblem();
  if (reason) console.log(`!!! Without a real MLflow: ${reason} !!!`);
  const python = reason ? undefined : await mlflowPython();
  const server = python ? await startMlflow(python) : undefined;
  try {
    const env = server
      ? {
          VAE_LAB_MLFLOW_URL: server.url,
          VAE_LAB_MLFLOW_DATABASE: server.database,
          VAE_LAB_MLFLOW_PYTHON: python,
        }
      : {};
    process.exitCode = await bin(
      "tsx",
      [
        "--conditions=@vae-lab/source",
        "packages/tracking-server/bench/main.ts",
        ...process.argv.slice(2),
      ],
      env,
    );
  } finally {
    await server?.stop();
  }
});
