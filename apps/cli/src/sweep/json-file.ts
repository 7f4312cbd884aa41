import { createReadStream } from "node:fs";
import { InputError } from "@vae-lab/experiments/input-error";

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

/**
 * Reads a file of JSON, with or without a byte-order mark; `-` is the standard input.
 * @throws InputError that names the file and the reason.
 */
export const readJsonFile = async (path: string): Promise<unknown> => {
  const refuse = (why: string, cause?: unknown): never => {
    throw new InputError(
      `cannot read ${path === "-" ? "the standard input" : path} as JSON: ${why}`,
      { cause },
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(decode(await read(path)));
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const why = whyNot(value);
  return why === undefined ? value : refuse(why);
};
