import { stripVTControlCharacters } from "node:util";
import { InputError } from "@vae-lab/experiments/input-error";
import { defineCommand, renderUsage, runCommand } from "citty";
import type { AnyCommand } from "./command-line/any-command.ts";
import { exitCodes, explain } from "./command-line/exit-codes.ts";
import { refuseUnknownOptions } from "./command-line/strict-options.ts";
import { commands } from "./commands/commands.ts";

const vaeLab = defineCommand({
  meta: {
    name: "vae-lab",
    version: "0.1.0",
    description: "A laboratory for variational autoencoders",
  },
  subCommands: commands,
});

const exitCodeHelp =
  "\nEXIT CODES  0 done · 1 a trial or a law failed · 2 bad input · 130 stopped by Ctrl-C\n";

const help = async (command: AnyCommand): Promise<string> => {
  const usage = await renderUsage(command, command === vaeLab ? undefined : vaeLab);
  const text = `${usage.trimEnd()}\n${exitCodeHelp}`;
  const shown = process.stdout.isTTY ? text : stripVTControlCharacters(text);
  return shown.replaceAll(/ +$/gm, "");
};

/** Options up to `--`. */
const optionsOf = (argv: readonly string[]): readonly string[] => {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
};

const asksForHelp = (argv: readonly string[]): boolean =>
  optionsOf(argv).some((argument) => argument === "--help" || argument === "-h");

const dispatch = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(await help(vaeLab));
    return exitCodes.done;
  }
  if (name === "--version") {
    console.log("0.1.0");
    return exitCodes.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new InputError(
      `a command must be one of ${Object.keys(commands).join(", ")}, got ${name}`,
    );
  if (asksForHelp(rest)) {
    console.log(await help(command));
    return exitCodes.done;
  }
  await refuseUnknownOptions(name, command, rest);
  const { result } = await runCommand(command, { rawArgs: [...rest] });
  return typeof result === "number" ? result : exitCodes.done;
};

/** Runs the command that the arguments name, and returns its exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    return await dispatch(argv);
  } catch (error) {
    const { message, code } = explain(error);
    console.error(message);
    return code;
  }
};
