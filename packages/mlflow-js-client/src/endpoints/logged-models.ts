import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { ArtifactFile, LoggedModel, loggedModelStatuses } from "../entities.ts";
import { limits } from "../limits.ts";
import { empty } from "./shared.ts";

const modelId = z.string();
const model = z.object({ model: LoggedModel });
const Pair = z.object({ key: z.string(), value: z.string() });

export const createLoggedModel = endpoint("POST", "logged-models", {
  request: z.object({
    experimentId: z.string(),
    name: z.string().optional(),
    modelType: z.string().optional(),
    sourceRunId: z.string().optional(),
    params: z.array(Pair).optional(),
    tags: z.array(Pair).optional(),
  }),
  response: model,
  resend: "if-refused",
});

export const getLoggedModel = endpoint("GET", "logged-models/{model_id}", {
  request: z.object({ modelId }),
  response: model,
});

export const finalizeLoggedModel = endpoint("PATCH", "logged-models/{model_id}", {
  request: z.object({
    modelId,
    status: z.enum(loggedModelStatuses).transform((status) => `LOGGED_MODEL_${status}`),
  }),
  response: model,
});

export const deleteLoggedModel = endpoint("DELETE", "logged-models/{model_id}", {
  request: z.object({ modelId }),
  response: empty,
  resend: "if-refused",
});

export const searchLoggedModels = endpoint("POST", "logged-models/search", {
  request: z.object({
    experimentIds: z.array(z.string()),
    filter: z.string().optional(),
    datasets: z
      .array(z.object({ datasetName: z.string(), datasetDigest: z.string().optional() }))
      .optional(),
    orderBy: z
      .array(
        z.object({
          fieldName: z.string(),
          ascending: z.boolean().optional(),
          datasetName: z.string().optional(),
          datasetDigest: z.string().optional(),
        }),
      )
      .optional(),
    maxResults: z.int().min(1).default(limits.modelsPerPage),
    pageToken: z.string().optional(),
  }),
  response: z.object({
    models: z.array(LoggedModel).default([]),
    nextPageToken: z.string().optional(),
  }),
});

export const logLoggedModelParams = endpoint("POST", "logged-models/{model_id}/params", {
  request: z.object({ modelId, params: z.array(Pair) }),
  response: empty,
});

export const setLoggedModelTags = endpoint("PATCH", "logged-models/{model_id}/tags", {
  request: z.object({ modelId, tags: z.array(Pair) }),
  response: empty,
});

export const deleteLoggedModelTag = endpoint("DELETE", "logged-models/{model_id}/tags/{tag_key}", {
  request: z.object({ modelId, tagKey: z.string() }),
  response: empty,
  resend: "if-refused",
});

export const listLoggedModelArtifacts = endpoint(
  "GET",
  "logged-models/{model_id}/artifacts/directories",
  {
    request: z.object({
      modelId,
      artifactDirectoryPath: z.string().optional(),
      pageToken: z.string().optional(),
    }),
    response: z.object({
      files: z.array(ArtifactFile).default([]),
      nextPageToken: z.string().optional(),
    }),
  },
);
