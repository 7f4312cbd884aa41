import { invalid } from "../api-error.ts";
import {
  checkComparator,
  listComparators,
  nullComparators,
  numberComparators,
  numberOf,
  textComparators,
  textOf,
  textOrList,
  unknownKey,
} from "./literals.ts";
import { type Comparison, type Identifier, parseOrder } from "./parse.ts";
import { compareText, type Sql, sql } from "./sql.ts";

const entities = {
  metric: ["metric", "metrics"],
  parameter: ["parameter", "parameters", "param", "params"],
  /** Not in MLflow: a param compared as a number. A param that is no number never matches. */
  number: ["number", "numbers"],
  tag: ["tag", "tags"],
  attribute: ["attribute", "attributes", "attr", "run"],
  dataset: ["dataset", "datasets"],
} as const;
type Entity = keyof typeof entities;

const aliases: Readonly<Record<string, string>> = {
  created: "start_time",
  Created: "start_time",
  "run name": "run_name",
  "Run name": "run_name",
  "Run Name": "run_name",
};
const numericAttributes = ["start_time", "end_time"];
const textAttributes = ["artifact_uri", "run_id", "run_name", "status", "user_id"];
const attributes = [...numericAttributes, ...textAttributes];

export const runField = ({
  entity: given,
  key: name,
}: Identifier): { entity: Entity; key: string } => {
  const named = (Object.keys(entities) as Entity[]).find((known) =>
    (entities[known] as readonly string[]).includes(given ?? "attribute"),
  );
  if (!named)
    throw invalid(
      `Invalid entity type '${given}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`,
    );
  if (named !== "attribute") return { entity: named, key: name };
  const key = aliases[name] ?? name;
  if (!attributes.includes(key)) throw unknownKey(name, attributes);
  return { entity: named, key };
};

const exists = (table: string, condition: Sql): Sql =>
  sql(
    `EXISTS (SELECT 1 FROM ${table} x WHERE x.run = r.id AND ${condition.text})`,
    ...condition.values,
  );

/** A comparison as SQL over `runs r`. A run without the key never matches, not even with `!=`. */
export const runComparison = (comparison: Comparison): Sql => {
  const { entity, key } = runField(comparison.identifier);
  const { comparator } = comparison;
  if (entity === "metric") return metricComparison(comparison, key);
  if (entity === "attribute") return attributeComparison(comparison, key);
  if (entity === "dataset") return datasetComparison(comparison, key);
  if (entity === "number") {
    checkComparator(comparison, numberComparators);
    const value = numberOf(comparison, "number");
    const number = "json_type(x.value) IN ('integer', 'real') AND CAST(x.value AS REAL)";
    return exists(
      "params",
      sql(
        `x.key = ? AND CASE WHEN json_valid(x.value) THEN ${number} ${comparator} ? END`,
        key,
        value,
      ),
    );
  }
  const table = entity === "tag" ? "tags" : "params";
  checkComparator(comparison, [...textComparators, ...nullComparators]);
  if (nullComparators.includes(comparator)) {
    const has = exists(table, sql("x.key = ?", key));
    return comparator === "IS NULL" ? sql(`NOT ${has.text}`, ...has.values) : has;
  }
  const matches = compareText("x.value", comparator, textOf(comparison, entity));
  return exists(table, sql(`x.key = ? AND ${matches.text}`, key, ...matches.values));
};

/** NaN compares as in IEEE 754: it is unequal to every number, and neither less nor greater. */
const metricComparison = (comparison: Comparison, key: string): Sql => {
  const value = numberOf(comparison, "metric");
  checkComparator(comparison, numberComparators);
  const matches =
    comparison.comparator === "!="
      ? "(x.is_nan = 1 OR x.value != ?)"
      : `x.is_nan = 0 AND x.value ${comparison.comparator} ?`;
  return exists("series", sql(`x.key = ? AND ${matches}`, key, value));
};

const attributeComparison = (comparison: Comparison, key: string): Sql => {
  if (numericAttributes.includes(key)) {
    checkComparator(comparison, numberComparators);
    const value = numberOf(comparison, `numeric attribute: ${key}`);
    return sql(`r.${key} ${comparison.comparator} ?`, value);
  }
  checkComparator(comparison, [...textComparators, ...listComparators]);
  return compareText(
    `r.${key}`,
    comparison.comparator,
    textOrList(comparison, "attributes", ["run_id"]),
  );
};

const datasetComparison = (comparison: Comparison, key: string): Sql => {
  const known = ["name", "digest", "context"];
  if (!known.includes(key))
    throw invalid(`Invalid dataset key '${key}' specified. Valid keys are '${known.join("', '")}'`);
  checkComparator(comparison, [...textComparators, ...listComparators]);
  const value = textOrList(comparison, "dataset attributes", known);
  return exists("dataset_inputs", compareText(`x.${key}`, comparison.comparator, value));
};

/** `order_by` as SQL over `runs r`: NaN, then absent values last. Default: newest first, then by id. */
export const runOrder = (orders: readonly string[]): Sql => {
  const clauses: Sql[] = [];
  const seen = new Set<string>();
  for (const source of orders) {
    const { identifier, ascending } = parseOrder(source);
    const { entity, key } = runField(identifier);
    if (entity === "dataset" || entity === "number")
      throw invalid(`Invalid identifier type '${entity}'`);
    if (seen.has(`${entity}.${key}`))
      throw invalid(`\`order_by\` contains duplicate fields: ${JSON.stringify(orders)}`);
    seen.add(`${entity}.${key}`);
    clauses.push(orderClause(entity, key, ascending ? "ASC" : "DESC"));
  }
  if (!seen.has("attribute.start_time")) clauses.push(sql("r.start_time DESC"));
  clauses.push(sql("r.run_id"));
  return sql(
    clauses.map((clause) => clause.text).join(", "),
    ...clauses.flatMap((clause) => clause.values),
  );
};

const orderClause = (
  entity: "metric" | "parameter" | "tag" | "attribute",
  key: string,
  direction: "ASC" | "DESC",
): Sql => {
  if (entity === "attribute") return sql(`r.${key} IS NULL, r.${key} ${direction}`);
  const table = { metric: "series", parameter: "params", tag: "tags" }[entity];
  const pick = (column: string) =>
    `(SELECT ${column} FROM ${table} x WHERE x.run = r.id AND x.key = ?)`;
  const absent = entity === "metric" ? `coalesce(${pick("x.is_nan")}, 2)` : `${pick("1")} IS NULL`;
  return sql(`${absent}, ${pick("x.value")} ${direction}`, key, key);
};
