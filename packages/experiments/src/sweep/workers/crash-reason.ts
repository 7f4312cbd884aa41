/** Words of lines that say why a program ended. */
const reasonPattern =
  /error|exception|fatal|abort|terminat|assert|out of memory|bad_alloc|overflow|segmentation|symbol lookup|cannot|failed/i;

/** Log lines of TensorFlow, absl and Node that are no errors, and stack frames. */
const ignoredLines = [
  /^[IW]\d{4} /,
  /: [IW] (tensorflow|external|third_party|xla|tsl)\//,
  /^(WARNING|INFO|warning)\b/,
  /^\(.*--trace-warnings/,
  /^\(node:\d+\)/,
  /^\s*(at |#?\d+: |#\d+ )/,
];

/** The last line of a program's output that says why the program ended, if there is one. */
export const crashReason = (output: string): string | undefined =>
  output
    .split("\n")
    .findLast((line) => reasonPattern.test(line) && !ignoredLines.some((kind) => kind.test(line)))
    ?.trim();
