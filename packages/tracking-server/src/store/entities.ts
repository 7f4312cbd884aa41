/** Entities as on the wire: protobuf's JSON without absent fields. */

export interface WirePair {
  key: string;
  value: string;
}

/** A double; JSON has no NaN and infinities, so these are strings. */
export type WireDouble = number | string;

/** ±MAX_VALUE is a string too: clients of MLflow's SQL stores take that number for infinity. */
export const wireDouble = (value: number, isNan: number): WireDouble => {
  if (isNan) return "NaN";
  return Math.abs(value) < Number.MAX_VALUE ? value : String(value);
};

export interface WireMetric {
  key: string;
  value: WireDouble;
  timestamp: number;
  step: number;
}

export interface WireExperiment {
  experiment_id: string;
  name: string;
  artifact_location: string;
  lifecycle_stage: string;
  last_update_time: number;
  creation_time: number;
  tags: WirePair[];
}

export interface WireRunInfo {
  run_uuid: string;
  experiment_id: string;
  run_name: string;
  user_id: string;
  status: string;
  start_time: number;
  end_time?: number;
  artifact_uri: string;
  lifecycle_stage: string;
  run_id: string;
}

export interface WireRun {
  info: WireRunInfo;
  data: { metrics: WireMetric[]; params: WirePair[]; tags: WirePair[] };
  inputs: {
    dataset_inputs: { tags: WirePair[]; dataset: Record<string, string> }[];
    model_inputs?: { model_id: string }[];
  };
  outputs: { model_outputs?: { model_id: string; step: number }[] };
}

export type Stages = readonly ("active" | "deleted")[];

export const viewTypes = {
  ACTIVE_ONLY: ["active"],
  DELETED_ONLY: ["deleted"],
  ALL: ["active", "deleted"],
} as const satisfies Record<string, Stages>;
