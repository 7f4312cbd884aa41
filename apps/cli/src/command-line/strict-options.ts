import { InputError } from "@vae-lab/experiments/input-error";
import type { ArgDef, ArgsDef } from "citty";
import type { AnyCommand } from "./any-command.ts";
import { nearest } from "./nearest.ts";

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options by every spelling that citty takes. */
const spellings = (options: ArgsDef): Map<string, ArgDef> => {
  const known = new Map<string, ArgDef>();
  for (const [name, option] of Object.entries(options)) {
    if (option.type === "positional") continue;
    known.set(`--${name}`, option).set(`--${kebab(name)}`, option);
    if (option.type === "boolean") known.set(`--no-${kebab(name)}`, option);
  }
  return known;
};

const refuse = (command: string, written: string, known: readonly string[]): never => {
  const meant = nearest(written, known);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw new InputError(
    `vae-lab ${command} has no option ${written}${hint} (vae-lab ${command} --help lists them)`,
  );
};

/**
 * citty passes over options that a command does not have, over values that are missing and over
 * arguments too many: here they are refused.
 * @throws InputError
 */
export const refuseUnknownOptions = async (
  name: string,
  command: AnyCommand,
  argv: readonly string[],
): Promise<void> => {
  const options: ArgsDef =
    typeof command.args === "function" ? await command.args() : await (command.args ?? {});
  const known = spellings(options);
  const places = Object.values(options).filter(({ type }) => type === "positional").length;
  const positionals: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? "";
    if (argument === "--") {
      positionals.push(...argv.slice(i + 1));
      break;
    }
    if (!argument.startsWith("-") || argument === "-") {
      positionals.push(argument);
      continue;
    }
    const [written = argument] = argument.split("=", 1);
    const option = known.get(written);
    if (option === undefined) return refuse(name, written, [...known.keys()]);
    if (option.type === "boolean") {
      if (argument !== written)
        throw new InputError(
          `${written} takes no value, got ${argument.slice(written.length + 1)}`,
        );
      continue;
    }
    const value = argument === written ? argv[++i] : argument.slice(written.length + 1);
    if (value === undefined || value === "" || value.startsWith("--"))
      throw new InputError(`${written} needs a value: ${written}=<${option.valueHint ?? "value"}>`);
  }
  if (positionals.length > places)
    throw new InputError(
      `vae-lab ${name} takes ${places === 0 ? "options only" : `${places} argument`}, got ${positionals.join(" ")}`,
    );
};
