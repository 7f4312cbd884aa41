import { invalid, MlflowError } from "./errors.ts";

/** Why a path cannot name an artifact, or undefined if it can. */
export const invalidArtifactPathReason = (path: string): string | undefined => {
  const got = `got ${JSON.stringify(path)}`;
  if (path === "") return `an artifact path must not be empty, ${got}`;
  if (path.includes("\0")) return `an artifact path must not contain NUL, ${got}`;
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return `an artifact path must be plain and relative (no "//", "." or ".." part, no "/" at either end), ${got}`;
  return undefined;
};

/** @throws MlflowError INVALID_PARAMETER_VALUE if the path cannot name an artifact. */
export const checkArtifactPath = (path: string): void => {
  const reason = invalidArtifactPathReason(path);
  if (reason) throw invalid(reason);
};

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/**
 * The URL that takes and gives an artifact's bytes. Only artifacts that the tracking server serves
 * can be written over REST; a bucket or a folder of the server's machine cannot. Credentials in the
 * artifact URI are removed, because fetch refuses such a URL with an error that shows them.
 *
 * @throws MlflowError NOT_IMPLEMENTED if the server does not serve artifacts at this URI.
 */
export const proxiedUrl = (baseUrl: string, artifactUri: string, path: string): string => {
  const match = /^(mlflow-artifacts|https?):(?:\/\/(?:[^/]*@)?([^/]*))?\/?(.*)$/.exec(artifactUri);
  if (!match)
    throw new MlflowError(
      `cannot reach artifacts at ${JSON.stringify(artifactUri.replace(/\/\/[^/]*@/, "//"))} over the tracking server; start it with --serve-artifacts and without --default-artifact-root`,
      { errorCode: "NOT_IMPLEMENTED", isRejection: true },
    );
  const [, scheme, authority = "", root = ""] = match;
  const parts = [...root.split("/"), ...path.split("/")].filter((part) => part !== "");
  const below = encodePath(parts.join("/"));
  if (scheme !== "mlflow-artifacts") return `${scheme}://${authority}/${below}`;
  const base = authority === "" ? baseUrl : `${new URL(baseUrl).protocol}//${authority}`;
  return `${base}/api/2.0/mlflow-artifacts/artifacts/${below}`;
};
