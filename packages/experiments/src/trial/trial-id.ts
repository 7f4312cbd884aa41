import { createHash } from "node:crypto";
import { canonicalJson, configIdentity, idLength, trialIdentity } from "./identity.ts";

const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, idLength);

/**
 * Hash of a config, 16 hexadecimal digits. Versions before data were hashed used it as trial id. Of
 * one's own data only the name counts.
 */
export const configId = (config: object): string => shortHash(configIdentity(config));

/** Hash of a config and of the data it is trained and tested on, 16 hexadecimal digits. */
export const trialId = (config: object, dataHash: string): string =>
  shortHash(trialIdentity(config, dataHash));

/** Hash of a set of trials, 16 hexadecimal digits; their order does not count. */
export const hashOfIds = (ids: readonly string[]): string =>
  shortHash(canonicalJson(ids.toSorted()));
