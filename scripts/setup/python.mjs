import { run } from "./run.mjs";

/** A Python 3 with pip, as [command, ...arguments]; undefined where there is none. */
export const findPython = async () => {
  for (const [command, ...args] of [["python3"], ["python"], ["py", "-3"]]) {
    const { code } = await run(command, [...args, "-m", "pip", "--version"], { timeLimit: 30_000 });
    if (code === 0) return [command, ...args];
  }
  return undefined;
};
