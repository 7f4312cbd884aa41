import { readFileSync } from "node:fs";
import { Command, CommanderError } from "@commander-js/extra-typings";
import { exitCodes, explain } from "./command-line/exit-codes.ts";
import { commands } from "./commands/commands.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const exitCodeHelp =
  "\nExit codes: 0 done, 1 failed trial or check, 2 bad input, 130 stopped by Ctrl-C";

/** The whole command line. Errors are thrown, for `main` to print. */
export const program = (): Command => {
  const vaeLab = new Command("vae-lab")
    .description("A laboratory for variational autoencoders.")
    .version(version, "--version", "Print the version")
    .helpOption("-h, --help", "Print this help")
    .helpCommand("help [command]", "Print the help of a command")
    .addHelpText("afterAll", exitCodeHelp)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const command of commands) vaeLab.addCommand(command.copyInheritedSettings(vaeLab));
  return vaeLab;
};

/** Where the rules of a refused command line are listed. */
const helpHint = (argv: readonly string[]): string => {
  const command = commands.find((one) => one.name() === argv[0]);
  return `\n(see: ${["vae-lab", ...(command ? [command.name()] : [])].join(" ")} --help)`;
};

/** Runs the command that the arguments name, and returns its exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  try {
    await program().parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const { message, code } = explain(error);
    const hint = error instanceof CommanderError ? helpHint(argv) : "";
    console.error(`error: ${message}${hint}`);
    return code;
  }
};
