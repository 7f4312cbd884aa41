import { invalid, MlflowError } from "./errors.ts";

/** Why a path cannot name an artifact, or undefined if it can. */
export const whyNotArtifactPath = (path: string): string | undefined => {
  const got = `got ${JSON.stringify(path)}`;
  if (path === "") return `an artifact path must not be empty, ${got}`;
  if (/[#%\\]/.test(path) || path.includes("\0"))
    return `an artifact path must not hold "#", "%", "\\" or NUL (servers decode it more than once), ${got}`;
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return `an artifact path must be plain and relative (no "//", "." or ".." part, no "/" at either end), ${got}`;
  return undefined;
};

export const checkArtifactPath = (path: string): void => {
  const reason = whyNotArtifactPath(path);
  if (reason) throw invalid(reason);
};

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/**
 * Where the server takes and gives an artifact's bytes. Only a server that passes artifacts on
 * itself can be written to over REST; a bucket or a folder of its machine cannot. Credentials in the
 * address are left out: fetch refuses such an address by printing it.
 */
export const proxiedUrl = (baseUrl: string, artifactUri: string, path: string): string => {
  const match = /^(mlflow-artifacts|https?):(?:\/\/(?:[^/]*@)?([^/]*))?\/?(.*)$/.exec(artifactUri);
  if (!match)
    throw new MlflowError(
      `artifacts of this run are kept at ${JSON.stringify(artifactUri.replace(/\/\/[^/]*@/, "//"))}, which the tracking server does not pass on: start it with --serve-artifacts and without --default-artifact-root`,
      { errorCode: "NOT_IMPLEMENTED", isVerdict: true },
    );
  const [, scheme, authority = "", root = ""] = match;
  const below = encodePath(`${root.replace(/\/+$/, "")}/${path}`.replace(/^\//, ""));
  if (scheme !== "mlflow-artifacts") return `${scheme}://${authority}/${below}`;
  const base = authority === "" ? baseUrl : `${new URL(baseUrl).protocol}//${authority}`;
  return `${base}/api/2.0/mlflow-artifacts/artifacts/${below}`;
};
