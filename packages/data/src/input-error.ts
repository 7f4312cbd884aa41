/**
 * The user's input cannot be used: a file, a folder, a name or a value. The message states the
 * rule, the value found and the remedy; a command line prints it alone and exits with code 2.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
