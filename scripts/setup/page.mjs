import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";
import { turbo, turboEnvironment } from "./turbo.mjs";

/** Runs a task of the dashboard; turbo skips it where no source has changed. */
const build = (task, what) =>
  step(`building ${what}`, async () => {
    const { code, output } = await run(
      turbo,
      ["run", task, "--filter=@vae-lab/dashboard", "--output-logs=errors-only"],
      { cwd: root, env: turboEnvironment(), shell: process.platform === "win32" },
    );
    if (code !== 0) throw new SetupError(`cannot build ${what}:\n${output}`);
  });

/** Builds the dashboard's page. */
export const buildPage = () => build("build", "the dashboard's page");

/** Builds the dashboard's page Story for a folder that opens from disk. */
export const buildStory = () => build("build:story", "the story");
