import { type ApiError, invalid } from "../api-error.ts";
import { percentDecoded } from "../artifacts/artifact-parts.ts";
import { shown } from "./shown.ts";

const maxLength = 2_048;

/** Schemes whose location names a host, which MLflow's server refuses too (store/artifact/host_policy.py). */
const hostSchemes = ["ftp", "sftp", "hdfs", "viewfs", "http", "https", "r2", "b2", "abfss"];

/**
 * Refuses a location at which no artifact can be stored: relative, stepping out of its folder, with a
 * query or a fragment, or on a host that the location itself names. This server stores artifacts at
 * mlflow-artifacts:/; at any other location the client itself must reach the store.
 */
export const checkArtifactLocation = (location: string): void => {
  const refuse = (reason: string): ApiError =>
    invalid(`Invalid value ${shown(location)} for parameter 'artifact_location': ${reason}.`);
  if (location.length > maxLength)
    throw refuse(`the length of the artifact path cannot be greater than ${maxLength} characters`);
  if (/[?#]/.test(location)) throw refuse("the URL can't include fragments or params");
  const [, scheme = "", rest = location] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(location) ?? [];
  if (percentDecoded(rest).split(/[/\\]/).includes(".."))
    throw refuse('it must not contain ".." parts');
  const name = scheme.toLowerCase();
  if (hostSchemes.includes(name) || (name === "mlflow-artifacts" && /^\/\/[^/]/.test(rest)))
    throw refuse(`the '${name}' scheme addresses a host other than the tracking server`);
  if (!rest.startsWith("/"))
    throw refuse("it must be an absolute path or a URI such as mlflow-artifacts:/folder");
};
