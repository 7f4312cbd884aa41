import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { ArtifactFile } from "../entities.ts";

export const listArtifacts = endpoint("GET", "artifacts/list", {
  request: z.object({
    runId: z.string(),
    path: z.string().optional(),
    pageToken: z.string().optional(),
  }),
  response: z.object({
    rootUri: z.string().optional(),
    files: z.array(ArtifactFile).default([]),
    nextPageToken: z.string().optional(),
  }),
});
