/** MLflow's limits (mlflow/utils/validation.py, 3.17). */
export const limits = {
  metricsPerBatch: 1_000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  entitiesPerBatch: 1_000,
  bytesPerBatch: 1_000_000,
  keyLength: 250,
  paramLength: 6_000,
  tagLength: 8_000,
  experimentNameLength: 500,
  historyPageSize: 25_000,
  searchPageSize: 1_000,
  runsPerHistoryRequest: 100,
  pointsPerRunOfHistory: 2_500,
} as const;
