import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Experiment } from "../entities.ts";
import { limits } from "../limits.ts";
import { atMost, Key } from "../rules.ts";
import { empty, paging, ViewType } from "./shared.ts";

const experimentId = z.string();
const experiment = z.object({ experiment: Experiment });
const Tag = z.object({
  key: Key("tag"),
  value: atMost("tag of an experiment", limits.experimentTagLength),
});
const Name = atMost("experiment name", limits.experimentNameLength).min(1, {
  error: 'an experiment name must not be empty, got ""',
});

export const createExperiment = endpoint("POST", "experiments/create", {
  request: z.object({
    name: Name,
    artifactLocation: z.string().optional(),
    tags: z.array(Tag).optional(),
  }),
  response: z.object({ experimentId: z.string() }),
  resend: "if-refused",
});

export const getExperiment = endpoint("GET", "experiments/get", {
  request: z.object({ experimentId }),
  response: experiment,
});

export const getExperimentByName = endpoint("GET", "experiments/get-by-name", {
  request: z.object({ experimentName: z.string() }),
  response: experiment,
});

export const searchExperiments = endpoint("POST", "experiments/search", {
  request: z.object({ ...paging, viewType: ViewType }),
  response: z.object({
    experiments: z.array(Experiment).default([]),
    nextPageToken: z.string().optional(),
  }),
});

export const updateExperiment = endpoint("POST", "experiments/update", {
  request: z.object({ experimentId, newName: Name }),
  response: empty,
});

export const deleteExperiment = endpoint("POST", "experiments/delete", {
  request: z.object({ experimentId }),
  response: empty,
  resend: "if-refused",
});

export const restoreExperiment = endpoint("POST", "experiments/restore", {
  request: z.object({ experimentId }),
  response: empty,
  resend: "if-refused",
});

export const setExperimentTag = endpoint("POST", "experiments/set-experiment-tag", {
  request: Tag.extend({ experimentId }),
  response: empty,
});

export const deleteExperimentTag = endpoint("POST", "experiments/delete-experiment-tag", {
  request: z.object({ experimentId, key: z.string() }),
  response: empty,
  resend: "if-refused",
});
