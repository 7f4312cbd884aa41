/**
 * A file, folder, name or value of the user cannot be used. The message states the rule, the value
 * and the remedy; a command line prints it alone and exits with 2.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
