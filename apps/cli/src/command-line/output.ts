import { printableLines } from "./printable.ts";

type Stream = Pick<NodeJS.WriteStream, "write" | "on">;

/** The first write error of each stream. A stream that failed is not written to again. */
const failures = new Map<Stream, NodeJS.ErrnoException>();

const fail = (stream: Stream, error: NodeJS.ErrnoException): void => {
  if (!failures.has(stream)) failures.set(stream, error);
};

/**
 * Keeps the process running when its reader goes away or the disk is full: without a listener the
 * first failed write would end it, and the work under way with it.
 */
export const surviveWriteErrors = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error) => fail(stream, error));
};

/** Writes a text unless the stream has failed before. */
export const writeTo = (stream: Stream, text: string): void => {
  if (failures.has(stream)) return;
  try {
    stream.write(text);
  } catch (error) {
    fail(stream, error as NodeJS.ErrnoException);
  }
};

/** Writes lines, with control characters in them escaped. */
export const printTo = (stream: Stream, text: string): void =>
  writeTo(stream, `${printableLines(text)}\n`);

/** Prints a result: one line, or several, on stdout. */
export const print = (text: string): void => printTo(process.stdout, text);

/** Prints a result as JSON on stdout. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Prints a result for a program or for a person. */
export const printResult = (json: boolean, value: unknown, text: () => string): void =>
  json ? printJson(value) : print(text());

/** Prints a line of progress, a warning or an error on stderr. */
export const printNote = (text: string): void => printTo(process.stderr, text);

/** Waits until both streams are written. */
export const flushOutput = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (failures.has(stream)) continue;
    await new Promise<void>((resolve) => {
      stream.once("error", () => resolve());
      stream.write("", () => resolve());
    });
  }
};

/** Why the output is incomplete, if it is. A reader that stopped reading has all that it wanted. */
export const outputFailure = (): NodeJS.ErrnoException | undefined => {
  const error = failures.get(process.stdout);
  return error?.code === "EPIPE" ? undefined : error;
};
