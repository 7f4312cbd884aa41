import { Option } from "@commander-js/extra-typings";
import { InputError } from "@vae-lab/experiments/input-error";

/** Reads the value of an option. @throws InputError when the option does not take the value. */
export type Read<T> = (option: string, text: string) => T;

export const anyText: Read<string> = (_, text) => text;

/**
 * An option with a value, such as `--epochs <number>`. A value that is empty or looks like another
 * option is refused: the parser would take the next option as the value of one that lacks its own.
 */
export const valueOption = <const Flags extends string, T>(
  flags: Flags,
  description: string,
  read: Read<T>,
) => {
  const option = new Option(flags, description);
  return option.argParser((text: string): T => {
    const name = option.long ?? flags;
    if (text === "" || text.startsWith("--"))
      throw new InputError(`${name} needs a value, got ${JSON.stringify(text)}: use ${flags}`);
    return read(name, text);
  });
};
