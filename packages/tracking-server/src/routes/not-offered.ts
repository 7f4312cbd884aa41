import { ApiError } from "../api-error.ts";

/** Parts of MLflow's API that this server lacks, by path below the API's version. */
const parts: readonly (readonly [RegExp, string])[] = [
  [
    /^(unity-catalog\/)?(registered-models|model-versions)\b/,
    "has no model registry. A logged model and its artifacts are stored; log it without registered_model_name",
  ],
  [/^prompt/, "has no prompt registry. Runs and logged models are stored"],
  [
    /^(unified-|get-)?(online-)?traces?\b|^(assessments|issues|label-schemas|review-queues|scorers?)\b/,
    "stores no traces or evaluations of them. Runs, metrics and logged models are stored",
  ],
  [/^webhooks\b/, "sends no webhooks. Poll runs/search instead"],
  [/^datasets\b/, "has no evaluation datasets. log-inputs records the datasets of a run"],
  [/^(gateway|jobs|users|workspaces|genai|demo)\b/, "has no AI gateway, jobs, users or workspaces"],
];

/** The answer for a path that MLflow has and this server lacks; undefined for any other path. */
export const notOffered = (pathname: string): ApiError | undefined => {
  if (/^\/(graphql|v1\/traces)\b/.test(pathname))
    return new ApiError("NOT_IMPLEMENTED", `This server has no ${pathname}; use the REST API.`);
  const [, below] = /^\/(?:ajax-)?api\/\d+\.\d+\/mlflow\/(.*)$/s.exec(pathname) ?? [];
  const found = below === undefined ? undefined : parts.find(([path]) => path.test(below));
  return found && new ApiError("NOT_IMPLEMENTED", `This server ${found[1]}.`);
};

/**
 * Whether a path belongs to the API rather than to a page: MLflow's prefixes, and paths of its own
 * page and of other clients, which must not be answered with a page.
 */
export const isApiPath = (pathname: string): boolean =>
  /^\/+(ajax-)?api(\/|$)/i.test(pathname) ||
  /^\/+(get-artifact|health|version|server-info|metrics|graphql|model-versions|static-files|v1|gateway)(\/|$)/i.test(
    pathname,
  );
