import { z } from "zod";
import { limits } from "../limits.ts";

/** `{}`, or whatever a later version adds. */
export const empty = z.unknown();

export const ViewType = z.enum(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]).default("ACTIVE_ONLY");

/** Every search says how many it wants: some versions read an absent number as 0 and refuse it. */
export const paging = {
  filter: z.string().optional(),
  orderBy: z.array(z.string()).optional(),
  maxResults: z.int().min(1).default(limits.searchPageSize),
  pageToken: z.string().optional(),
};
