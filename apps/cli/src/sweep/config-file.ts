import { createReadStream } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "@vae-lab/experiments/input-error";
import { lineIn, yamlValue } from "./yaml.ts";

/** More than any config or sweep needs; a device such as /dev/zero never ends. */
const maxBytes = 16 * 1024 * 1024;

/** Deeper than any config; values nested much deeper overflow the stack when they are printed. */
const maxDepth = 100;

const read = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of path === "-" ? process.stdin : createReadStream(path)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`more than ${maxBytes / 1024 / 1024} MiB`);
  }
  return Buffer.concat(chunks);
};

/** Text in UTF-8 or, with its byte-order mark, UTF-16, as Windows' shells write it. */
const decode = (bytes: Buffer): string => {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
};

/** Why a value cannot be used as a config whatever its keys mean; undefined if it can. */
const whyNot = (value: unknown): string | undefined => {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return `it is nested more than ${maxDepth} levels deep`;
    const objects = level.filter((one) => typeof one === "object" && one !== null);
    if (objects.some((one) => Object.hasOwn(one as object, "__proto__")))
      return 'it has the key "__proto__"';
    level = objects.flatMap((one) => Object.values(one as object));
  }
  return undefined;
};

/** What a file says, and where. */
export interface ConfigFile {
  readonly value: unknown;
  /** The line, from 1, of what a message speaks of; undefined where that is not found. */
  readonly lineOf: (message: string) => number | undefined;
}

const formats: Readonly<Record<string, string>> = {
  ".yaml": "YAML",
  ".yml": "YAML",
  ".ts": "TypeScript",
  ".mts": "TypeScript",
  ".js": "JavaScript",
  ".mjs": "JavaScript",
};

const formatOf = (path: string): string => formats[extname(path).toLowerCase()] ?? "JSON";

/** The default export of a module, as JSON would keep it. */
const exportOf = async (path: string): Promise<unknown> => {
  const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(path)).href);
  if (module.default === undefined) throw new Error("it has no default export");
  return JSON.parse(JSON.stringify(module.default));
};

const load = async (path: string): Promise<ConfigFile> => {
  const format = formatOf(path);
  if (format.endsWith("Script")) return { value: await exportOf(path), lineOf: () => undefined };
  const text = decode(await read(path));
  return {
    value: format === "YAML" ? yamlValue(text) : JSON.parse(text),
    lineOf: (message) => lineIn(text, message),
  };
};

/**
 * Reads a config from JSON, with or without a byte-order mark, from YAML, or from the default export
 * of a module; `-` is JSON on the standard input.
 * @throws InputError that names the file and the reason.
 */
export const readConfigFile = async (path: string): Promise<ConfigFile> => {
  const refuse = (why: string, cause?: unknown): never => {
    const what = path === "-" ? "the standard input" : path;
    throw new InputError(`cannot read ${what} as ${formatOf(path)}: ${why}`, { cause });
  };
  let file: ConfigFile;
  try {
    file = await load(path);
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const why = whyNot(file.value);
  return why === undefined ? file : refuse(why);
};
