/**
 * The result of one check: "ok"; "note": it works, but could work better; "problem": something that
 * vae-lab needs is missing. Notes and problems have a remedy.
 */
export const ok = (subject, value, details) => ({ subject, state: "ok", value, ...details });
export const note = (subject, value, remedy, details) => ({
  subject,
  state: "note",
  value,
  remedy,
  ...details,
});
export const problem = (subject, value, remedy, details) => ({
  subject,
  state: "problem",
  value,
  remedy,
  ...details,
});

const marks = { ok: "✓", note: "!", problem: "✗" };

/** The findings as aligned lines, each remedy below its finding. */
export const asText = (findings) => {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ subject, state, value, remedy }) => [
      `${marks[state]} ${subject.padEnd(width)}  ${value}`,
      ...(remedy ? [`  ${" ".repeat(width)}  → ${remedy}`] : []),
    ])
    .join("\n");
};

export const exitCode = (findings) => (findings.some(({ state }) => state === "problem") ? 1 : 0);
