import type { RunRecord } from "../sources/run-source.ts";
import { paramLabel } from "./params.ts";

type Test = (run: RunRecord) => boolean;

const fieldsOf = (run: RunRecord): [key: string, value: string | number][] => [
  ["status", run.status.toLowerCase()],
  ["name", run.name],
  ["id", run.id],
  ...Object.entries(run.params),
  ...Object.entries(run.measures),
];

/** `beta` names `objective.beta`, `elbo` names `test/elbo`; the whole key always does. */
const isNamed = (key: string, wanted: string): boolean => {
  const whole = key.toLowerCase();
  if (whole === wanted) return true;
  if (whole.startsWith("train/") || whole.startsWith("system/")) return false;
  const last = whole.slice(Math.max(whole.lastIndexOf("."), whole.lastIndexOf("/")) + 1);
  return last === wanted || paramLabel(key).replaceAll(" ", "_") === wanted;
};

const compares: Record<string, (a: number, b: number) => boolean> = {
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

const equals = (value: string | number, wanted: string): boolean =>
  String(value).toLowerCase() === wanted || (wanted !== "" && Number(value) === Number(wanted));

const fieldTest = (name: string, operator: string, wanted: string): Test => {
  const valuesOf = (run: RunRecord): (string | number)[] =>
    fieldsOf(run).flatMap(([key, value]) => (isNamed(key, name) ? [value] : []));
  const compare = compares[operator];
  if (compare !== undefined)
    return (run) =>
      wanted !== "" &&
      valuesOf(run).some((value) => value !== "" && compare(Number(value), Number(wanted)));
  if (operator === "!=") return (run) => valuesOf(run).every((value) => !equals(value, wanted));
  if (operator === "=") return (run) => valuesOf(run).some((value) => equals(value, wanted));
  return (run) => valuesOf(run).some((value) => String(value).toLowerCase().includes(wanted));
};

const wordTest =
  (word: string): Test =>
  (run) =>
    [run.name, run.id, run.status, ...Object.values(run.params), ...Object.values(run.tags)].some(
      (text) => text.toLowerCase().includes(word),
    );

const testOf = (term: string): Test => {
  const negated = term.length > 1 && term.startsWith("-");
  const body = negated ? term.slice(1) : term;
  const field = /^([^<>=!:]+)(!=|>=|<=|>|<|=|:)(.*)$/.exec(body);
  const [, name = "", operator = "", wanted = ""] = field ?? [];
  const test = field === null ? wordTest(body) : fieldTest(name, operator, wanted);
  return negated ? (run) => !test(run) : test;
};

/**
 * The runs that meet every term of `text`. A term is a word anywhere in the run, `key:part`,
 * `key=value`, `key!=value`, `key>=number` (also > < <=), each with `-` before it for its opposite.
 */
export const filterRuns = (runs: readonly RunRecord[], text: string): RunRecord[] => {
  const tests = text.toLowerCase().split(/\s+/).filter(Boolean).map(testOf);
  return runs.filter((run) => tests.every((test) => test(run)));
};
