import { readFileSync } from "node:fs";
import { Command, CommanderError } from "@commander-js/extra-typings";
import { exitCodes, explain } from "./command-line/exit-codes.ts";
import {
  flushOutput,
  outputFailure,
  printJson,
  printNote,
  surviveWriteErrors,
  writeTo,
} from "./command-line/output.ts";
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
    .version(version, "-v, --version", "Print the version")
    .helpOption("-h, --help", "Print this help")
    .helpCommand("help [command]", "Print the help of a command")
    .addHelpText("afterAll", exitCodeHelp)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => writeTo(process.stdout, text),
      outputError: () => undefined,
    })
    .exitOverride();
  for (const command of commands) vaeLab.addCommand(command.copyInheritedSettings(vaeLab));
  return vaeLab;
};

const commandOf = ([name]: readonly string[]) => commands.find((one) => one.name() === name);

/** Where the rules of a refused command line are listed. */
const helpHint = (argv: readonly string[]): string =>
  `\n(see: ${["vae-lab", ...(commandOf(argv) ? argv.slice(0, 1) : [])].join(" ")} --help)`;

/** Arguments before `--`, after which no option is parsed. */
const optionsOf = (argv: readonly string[]): readonly string[] =>
  argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;

/** Whether a program reads the output. A refused command line is not parsed, hence the search. */
const asksForJson = (argv: readonly string[]): boolean => optionsOf(argv).includes("--json");

/** Prints an error for people on stderr and, with --json, for programs on stdout. */
const report = (error: unknown, argv: readonly string[]): number => {
  const { message, code } = explain(error);
  printNote(`error: ${message}${error instanceof CommanderError ? helpHint(argv) : ""}`);
  if (asksForJson(argv)) printJson({ error: { message, exitCode: code } });
  return code;
};

/** Arguments to parse: an unknown command alone, so that it is refused even beside --help. */
const parsedArguments = (argv: readonly string[]): readonly string[] => {
  if (argv.length === 0) return ["--help"];
  const named = argv[0] === "help" ? argv.slice(1, 2) : argv.slice(0, 1);
  const isUnknown = named.some((name) => !name.startsWith("-") && commandOf([name]) === undefined);
  return isUnknown ? named : argv;
};

const run = async (argv: readonly string[]): Promise<number> => {
  try {
    await program().parseAsync(parsedArguments(argv), { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return isHelp ? exitCodes.done : report(error, argv);
  }
};

/** Runs the command that the arguments name, and returns its exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  surviveWriteErrors();
  const code = await run(argv);
  await flushOutput();
  const lost = outputFailure();
  if (lost === undefined) return code;
  printNote(`error: cannot write the output: ${lost.message}`);
  await flushOutput();
  return code === exitCodes.done ? exitCodes.failedTrials : code;
};
