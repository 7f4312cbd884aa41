import type { FileHandle } from "node:fs/promises";

const chunkBytes = 65_536;
const newline = 0x0a;

/** The lines that end with a newline, from a byte on. `next` is the position of the next line. */
export async function* readLines(
  file: FileHandle,
  from: number,
): AsyncGenerator<{ line: string; next: number }> {
  const chunk = Buffer.alloc(chunkBytes);
  let parts: Buffer[] = [];
  let at = from;
  let next = from;
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    const bytes = Buffer.from(chunk.subarray(0, bytesRead));
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      const line = Buffer.concat([...parts, bytes.subarray(start, end)]);
      parts = [];
      start = end + 1;
      next += line.length + 1;
      yield { line: line.toString(), next };
    }
    parts.push(bytes.subarray(start));
  }
}
