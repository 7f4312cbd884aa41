import { printTo } from "../command-line/output.ts";
import type { Progress } from "./progress.ts";
import { progressBars } from "./progress-bars.ts";
import { progressLines } from "./progress-lines.ts";

/** Bars on a terminal; plain lines in a file, a pipe or a log. */
export const showProgress = (stream: NodeJS.WriteStream, study: string): Progress =>
  stream.isTTY ? progressBars(stream, study) : progressLines((line) => printTo(stream, line));
