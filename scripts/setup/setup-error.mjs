/** What a person must put right: its message is the whole of what is shown. */
export class SetupError extends Error {
  name = "SetupError";
}

/** Runs a command's main function: a SetupError is shown without a stack and ends in its exit code. */
export const orExplain = async (main) => {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
};
