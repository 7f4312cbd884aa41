import { invalid } from "../api-error.ts";
import {
  checkComparator,
  listComparators,
  numberComparators,
  numberOf,
  textComparators,
  textOrList,
  unknownKey,
} from "./literals.ts";
import type { Comparison, Condition } from "./parse.ts";
import { compareText, conditionSql, type Sql, sql } from "./sql.ts";

/** A dataset on which metrics of a model were measured; without a digest, every version of it. */
export interface DatasetFilter {
  readonly dataset_name: string;
  readonly dataset_digest?: string | undefined;
}

type MetricDataset = { readonly [Key in keyof DatasetFilter]?: string | undefined };

export interface ModelOrder extends MetricDataset {
  readonly field: string;
  readonly ascending: boolean;
}

/** Attributes of a logged model by the names of MLflow and its older versions. */
const columns: Readonly<Record<string, { readonly column: string; readonly isNumber?: true }>> = {
  name: { column: "name" },
  model_id: { column: "model_id" },
  model_type: { column: "model_type" },
  status: { column: "status" },
  source_run_id: { column: "source_run_id" },
  creation_timestamp: { column: "creation_time", isNumber: true },
  creation_timestamp_ms: { column: "creation_time", isNumber: true },
  creation_time: { column: "creation_time", isNumber: true },
  last_updated_timestamp: { column: "last_update_time", isNumber: true },
  last_updated_timestamp_ms: { column: "last_update_time", isNumber: true },
  last_updated_time: { column: "last_update_time", isNumber: true },
};

const columnOf = (key: string) => {
  const found = Object.hasOwn(columns, key) ? columns[key] : undefined;
  if (!found) throw unknownKey(key, Object.keys(columns));
  return found;
};

const exists = (table: string, condition: Sql): Sql =>
  sql(
    `EXISTS (SELECT 1 FROM ${table} x WHERE x.model = r.id AND ${condition.text})`,
    ...condition.values,
  );

/** Rows of `model_metrics x` on one of the datasets; all rows if there are none. */
const onDatasets = (datasets: readonly MetricDataset[]): Sql => {
  const conditions = datasets
    .filter(({ dataset_name: name, dataset_digest: digest }) => name || digest)
    .map(({ dataset_name: name, dataset_digest: digest }) => {
      const parts = [
        ...(name ? [sql("x.dataset_name = ?", name)] : []),
        ...(digest ? [sql("x.dataset_digest = ?", digest)] : []),
      ];
      return sql(
        `(${parts.map(({ text }) => text).join(" AND ")})`,
        ...parts.flatMap(({ values }) => values),
      );
    });
  if (conditions.length === 0) return sql("1");
  return sql(
    `(${conditions.map(({ text }) => text).join(" OR ")})`,
    ...conditions.flatMap(({ values }) => values),
  );
};

/**
 * A filter as SQL over `logged_models r`. Datasets restrict the metrics of the filter; without a
 * metric in it, a model needs any metric on one of them.
 */
export const modelCondition = (
  condition: Condition | undefined,
  datasets: readonly DatasetFilter[],
): Sql => {
  const on = onDatasets(datasets);
  let hasMetric = false;
  const compare = (comparison: Comparison): Sql => {
    if (!/^metrics?$/.test(comparison.identifier.entity ?? "")) return modelComparison(comparison);
    hasMetric = true;
    return metricComparison(comparison, on);
  };
  const where = condition ? conditionSql(condition, compare) : sql("1");
  if (datasets.length === 0 || hasMetric) return where;
  const any = exists("model_metrics", on);
  return sql(`${where.text} AND ${any.text}`, ...where.values, ...any.values);
};

const metricComparison = (comparison: Comparison, on: Sql): Sql => {
  const value = numberOf(comparison, "metric");
  checkComparator(comparison, numberComparators);
  const matches = `x.key = ? AND x.is_nan = 0 AND x.value ${comparison.comparator} ?`;
  return exists(
    "model_metrics",
    sql(`${matches} AND ${on.text}`, comparison.identifier.key, value, ...on.values),
  );
};

const modelComparison = (comparison: Comparison): Sql => {
  const { entity = "attributes", key } = comparison.identifier;
  const { comparator } = comparison;
  const comparators = [...textComparators, ...listComparators];
  if (/^attr(ibutes?)?$/.test(entity)) {
    const { column, isNumber } = columnOf(key);
    checkComparator(comparison, isNumber ? numberComparators : comparators);
    if (isNumber) return sql(`r.${column} ${comparator} ?`, numberOf(comparison, key));
    return compareText(`r.${column}`, comparator, textOrList(comparison, key, [key]));
  }
  const table = /^param(eter)?s?$/.test(entity)
    ? "model_params"
    : /^tags?$/.test(entity)
      ? "model_tags"
      : undefined;
  if (!table) throw invalid(`Invalid entity type '${entity}' in a search of logged models`);
  checkComparator(comparison, comparators);
  const matches = compareText("x.value", comparator, textOrList(comparison, entity, [key]));
  return exists(table, sql(`x.key = ? AND ${matches.text}`, key, ...matches.values));
};

/** `order_by` as SQL over `logged_models r`: attributes or latest metrics, then newest first. */
export const modelOrder = (orders: readonly ModelOrder[]): Sql => {
  const clauses = orders.map(orderClause);
  return sql(
    [...clauses.map(({ text }) => text), "r.creation_time DESC", "r.model_id"].join(", "),
    ...clauses.flatMap(({ values }) => values),
  );
};

/** NaN, then absent metrics come last. */
const orderClause = ({ field, ascending, ...dataset }: ModelOrder): Sql => {
  const direction = ascending ? "ASC" : "DESC";
  const attribute = field.replace(/^attributes\./, "");
  if (!attribute.includes(".")) return sql(`r.${columnOf(attribute).column} ${direction}`);
  const [, key] = /^metrics\.(.+)$/s.exec(field) ?? [];
  if (key === undefined)
    throw invalid(`Invalid order by field name: ${field}. Only metrics are supported.`);
  const name = key.replace(/^`(.+)`$/s, "$1");
  const on = onDatasets([dataset]);
  const latest = (column: string): string =>
    `(SELECT ${column} FROM model_metrics x WHERE x.model = r.id AND x.key = ? AND ${on.text}
      ORDER BY x.timestamp DESC, x.step DESC, x.run LIMIT 1)`;
  return sql(
    `coalesce(${latest("x.is_nan")}, 2), ${latest("x.value")} ${direction}`,
    ...[name, ...on.values, name, ...on.values],
  );
};
