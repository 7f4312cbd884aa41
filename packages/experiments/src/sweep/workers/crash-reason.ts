/** What a dying program calls its end. */
const reasonPattern =
  /error|exception|fatal|abort|terminat|assert|out of memory|bad_alloc|overflow|segmentation|symbol lookup|cannot|failed/i;

/** Lines of TensorFlow, absl and Node that tell of work, and frames of a stack. */
const ignoredLines = [
  /^[IW]\d{4} /,
  /: [IW] (tensorflow|external|third_party|xla|tsl)\//,
  /^(WARNING|INFO|warning)\b/,
  /^\(.*--trace-warnings/,
  /^\(node:\d+\)/,
  /^\s*(at |#?\d+: |#\d+ )/,
];

/** The last line of what a program wrote that says why it ended, if one does. */
export const crashReason = (output: string): string | undefined =>
  output
    .split("\n")
    .findLast((line) => reasonPattern.test(line) && !ignoredLines.some((kind) => kind.test(line)))
    ?.trim();
