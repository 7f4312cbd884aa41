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

const numericAttributes = ["creation_time", "last_update_time"];
const attributes = ["creation_time", "experiment_id", "last_update_time", "name"];

const resolve = ({ entity = "attribute", key }: Identifier): { isTag: boolean; key: string } => {
  if (entity === "tag" || entity === "tags") return { isTag: true, key };
  if (entity !== "attribute" && entity !== "attributes")
    throw invalid(
      `Invalid entity type '${entity}'. Valid entity types are ('attribute', 'tag', 'tags')`,
    );
  if (!attributes.includes(key)) throw unknownKey(key, attributes);
  return { isTag: false, key };
};

/** A comparison as SQL over `experiments e`. */
export const experimentComparison = (comparison: Comparison): Sql => {
  const { isTag, key } = resolve(comparison.identifier);
  const { comparator } = comparison;
  if (isTag) return tagComparison(comparison, key);
  if (numericAttributes.includes(key)) {
    checkComparator(comparison, numberComparators);
    return sql(`e.${key} ${comparator} ?`, numberOf(comparison, `numeric attribute: ${key}`));
  }
  if (key === "experiment_id") {
    checkComparator(comparison, ["=", "!=", ...listComparators]);
    const ids = textOrList(comparison, "attributes", ["experiment_id"]);
    return compareText("CAST(e.experiment_id AS TEXT)", comparator, ids);
  }
  checkComparator(comparison, textComparators);
  return compareText("e.name", comparator, textOf(comparison, "attributes"));
};

const tagComparison = (comparison: Comparison, key: string): Sql => {
  checkComparator(comparison, [...textComparators, ...nullComparators]);
  const isNull = nullComparators.includes(comparison.comparator);
  const matches = isNull
    ? sql("1")
    : compareText("x.value", comparison.comparator, textOf(comparison, "tag"));
  const not = comparison.comparator === "IS NULL" ? "NOT " : "";
  return sql(
    `${not}EXISTS (SELECT 1 FROM experiment_tags x WHERE x.experiment_id = e.experiment_id AND x.key = ? AND ${matches.text})`,
    key,
    ...matches.values,
  );
};

/** `order_by` as SQL over `experiments e`. Default: newest first. */
export const experimentOrder = (orders: readonly string[]): string => {
  const clauses = (orders.length > 0 ? orders : ["creation_time DESC", "experiment_id ASC"]).map(
    (source) => {
      const { identifier, ascending } = parseOrder(source);
      const { isTag, key } = resolve(identifier);
      if (isTag) throw invalid("Invalid order_by entity: tag");
      return `e.${key} ${ascending ? "ASC" : "DESC"}`;
    },
  );
  return [...clauses, "e.experiment_id DESC"].join(", ");
};
