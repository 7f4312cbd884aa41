/** An error that the user can fix: only its message is shown. */
export class SetupError extends Error {
  name = "SetupError";

  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's main function; a SetupError is printed without a stack and sets the exit code. */
export const runCommand = async (main) => {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exit(error.exitCode);
  }
};
