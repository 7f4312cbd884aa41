import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DifferenceName, differences } from "./differences.ts";

interface Promised {
  readonly area: string;
  readonly title: string;
  readonly differences: DifferenceName[];
}

/** A suite, a test, a test of many rows, or a difference that it asks for, as the files spell them. */
const tokens =
  /^contract\("([^"]+)"|^ {2}test\("([^"]+)"|^ {2}\]\)\("([^"]+)"|differs\(\s*"([^"]+)"/gm;

/** What the contract suite holds against every server, in the order of its files. */
export const promises = (): Promised[] => {
  const all: Promised[] = [];
  let area = "";
  for (const name of readdirSync(import.meta.dirname).toSorted()) {
    if (!name.endsWith(".test.ts")) continue;
    const source = readFileSync(join(import.meta.dirname, name), "utf8");
    for (const [, suite, single, many, difference] of source.matchAll(tokens)) {
      const title = single ?? many;
      if (suite !== undefined) area = suite;
      else if (title !== undefined) all.push({ area, title, differences: [] });
      else all.at(-1)?.differences.push(difference as DifferenceName);
    }
  }
  return all;
};

const cell = (text: string): string => text.replaceAll("|", "\\|");

const shown = (value: unknown): string =>
  typeof value === "boolean" ? (value ? "yes" : "no") : String(value);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((row) => `| ${row.map(cell).join(" | ")} |`)
    .join("\n");

/** The contract by server, and where the servers part, as a page. */
export const contractDocument = (): string => {
  const held = promises().map(({ area, title, differences: names }) => {
    const parts = names.map((name) => `differs: ${name}`).join("; ");
    return [area, title, "✓", "✓", parts === "" ? "✓" : parts];
  });
  const parted = Object.entries(differences).map(([name, { embedded, mlflow, reason }]) => [
    name,
    shown(embedded),
    shown(mlflow),
    reason,
  ]);
  return `# The contract

Written by \`test/contract/document.test.ts\` from the suite and from
[\`differences.ts\`](test/contract/differences.ts); \`npx vitest run test/contract/document.test.ts --update\`
writes it anew. \`npm test\` holds each line against the embedded server in process and over HTTP,
\`npm run test:mlflow\` against a real MLflow 3.17.2.

${table(["area", "what is held", "embedded, in process", "embedded, over HTTP", "MLflow 3.17.2"], held)}

## Where the embedded server and MLflow part

${table(["what", "embedded", "MLflow 3.17.2", "why"], parted)}
`;
};
