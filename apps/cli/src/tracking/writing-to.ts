import { InputError } from "@vae-lab/experiments/input-error";

/** An error of the operating system or of SQLite about the file that is written. */
const isUnwritable = (error: unknown): error is Error =>
  error instanceof Error &&
  (("syscall" in error && "code" in error) ||
    ("code" in error && /^SQLITE_(CANTOPEN|FULL|IOERR|READONLY)/.test(String(error.code))));

/**
 * Does work that writes to the target of an option.
 * @throws InputError that names option, target and reason when the target cannot be written.
 */
export const writingTo = async <T>(
  option: string,
  target: string,
  work: () => T | Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (!isUnwritable(cause)) throw cause;
    throw new InputError(`cannot write ${option} ${target}: ${cause.message}; name another place`, {
      cause,
    });
  }
};
