import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DifferenceName, differences } from "./differences.ts";

interface ContractTest {
  readonly area: string;
  readonly title: string;
  readonly differences: DifferenceName[];
}

/** A suite, a test, a test of many rows, or a difference it uses, as written in the files. */
const tokens =
  /^contract\("([^"]+)"|^ {2}test\("([^"]+)"|^ {2}\]\)\("([^"]+)"|differs\(\s*"([^"]+)"/gm;

/** The tests of the contract suite, in the order of its files. */
export const contractTests = (): ContractTest[] => {
  const all: ContractTest[] = [];
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

/** The contract by server and the differences between the servers, as Markdown. */
export const contractDocument = (): string => {
  const held = contractTests().map(({ area, title, differences: names }) => {
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

Generated from the test suite and [\`differences.ts\`](test/contract/differences.ts) by
\`npx vitest run test/contract/document.test.ts --update\`. \`npm test\` checks each row on the embedded
server, in process and over HTTP; \`npm run test:mlflow\` checks it on a real MLflow 3.17.2.

${table(["area", "what is tested", "embedded, in process", "embedded, over HTTP", "MLflow 3.17.2"], held)}

## Not offered

The model registry, prompts, traces, evaluation datasets, webhooks, the AI gateway, users and GraphQL.
Their paths answer 501 with what still works.

## Differences

${table(["what", "embedded", "MLflow 3.17.2", "why"], parted)}
`;
};
