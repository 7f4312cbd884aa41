import type { Context } from "hono";
import { invalid } from "../api-error.ts";
import type { Field } from "./fields.ts";

const usualMostBytes = 32_000_000;

/** The fields of a GET are in its query, those of a POST in a JSON body. */
export const readRequest = async <T>(
  context: Context,
  fields: Field<T>,
  mostBytes = usualMostBytes,
): Promise<T> =>
  fields(context.req.method === "GET" ? queryOf(context) : await readJson(context, mostBytes), "");

const queryOf = (context: Context): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]),
  );

const readJson = async (context: Context, mostBytes: number): Promise<unknown> => {
  const contentType = context.req.header("content-type");
  if (contentType === undefined) throw invalid("Bad Request. Content-Type header is missing.");
  if (contentType.split(";")[0]?.trim().toLowerCase() !== "application/json")
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
  const body = parse(await readText(context, mostBytes));
  // Old clients send their JSON as a JSON string.
  const value = typeof body === "string" ? parse(body) : body;
  return value ?? {};
};

const readText = async (context: Context, mostBytes: number): Promise<string> => {
  const refuse = (bytes: number): void => {
    if (bytes > mostBytes)
      throw invalid(
        `Batched logging API requests must be at most ${mostBytes} bytes, got a request of size ${bytes}.`,
      );
  };
  refuse(Number(context.req.header("content-length") ?? 0));
  if (context.req.header("transfer-encoding") === undefined) {
    const text = await context.req.text();
    if (text.length > mostBytes / 3) refuse(new TextEncoder().encode(text).length);
    return text;
  }
  // A chunked body tells its length only as it comes.
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.length;
    refuse(bytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/** A body that is no JSON counts as empty, and what it lacks is named, as MLflow does. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
