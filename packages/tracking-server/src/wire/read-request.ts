import type { Context } from "hono";
import { invalid } from "../api-error.ts";
import type { Field } from "./fields.ts";

/** The fields of a GET are in its query, those of a POST in a JSON body. */
export const readRequest = async <T>(context: Context, fields: Field<T>): Promise<T> =>
  fields(context.req.method === "GET" ? queryOf(context) : await readJson(context), "");

const queryOf = (context: Context): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]),
  );

export const readJson = async (context: Context): Promise<unknown> => {
  const contentType = context.req.header("content-type");
  if (contentType === undefined) throw invalid("Bad Request. Content-Type header is missing.");
  if (contentType.split(";")[0]?.trim().toLowerCase() !== "application/json")
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
  const body = parse(await context.req.text());
  // Old clients send their JSON as a JSON string.
  const value = typeof body === "string" ? parse(body) : body;
  return value ?? {};
};

/** A body that is no JSON counts as empty, and what it lacks is named, as MLflow does. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
