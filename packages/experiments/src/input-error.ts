/**
 * What was given cannot be used (a file, a folder, a name). The message holds the rule, the value
 * and the remedy; a command line prints it alone and exits with 2.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
