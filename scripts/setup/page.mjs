import { root } from "./places.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";
import { turbo, turboEnvironment } from "./turbo.mjs";

/** Builds the dashboard's page if a source of it changed since: turbo knows. */
export const buildPage = () =>
  step("building the dashboard's page", async () => {
    const { code, output } = await run(
      turbo,
      ["run", "build", "--filter=@vae-lab/dashboard", "--output-logs=errors-only"],
      { cwd: root, env: turboEnvironment(), shell: process.platform === "win32" },
    );
    if (code !== 0) throw new SetupError(`The dashboard's page could not be built:\n${output}`);
  });
