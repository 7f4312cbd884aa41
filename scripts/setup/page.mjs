import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";
import { turbo, turboEnvironment } from "./turbo.mjs";

/** Builds the dashboard's page; turbo skips it where no source has changed. */
export const buildPage = () =>
  step("building the dashboard's page", async () => {
    const { code, output } = await run(
      turbo,
      ["run", "build", "--filter=@vae-lab/dashboard", "--output-logs=errors-only"],
      { cwd: root, env: turboEnvironment(), shell: process.platform === "win32" },
    );
    if (code !== 0) throw new SetupError(`cannot build the dashboard's page:\n${output}`);
  });
