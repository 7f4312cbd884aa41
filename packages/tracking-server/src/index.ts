export { version } from "./app.ts";
export { type Listening, type ListenOptions, listen, TokenError } from "./network/listen.ts";
export { isApiPath } from "./routes/not-offered.ts";
export { examineStore } from "./store/examine-store.ts";
export { StoreError } from "./store/store-error.ts";
export {
  openTrackingServer,
  type TrackingServer,
  type TrackingServerOptions,
} from "./tracking-server.ts";
export { backUpStore } from "./transfer/backup.ts";
export { type CopyProblem, type CopyReport, problemText } from "./transfer/copy-report.ts";
export { type CopyOptions, copyRuns } from "./transfer/copy-runs.ts";
export { type MlrunsOptions, type WrittenMlruns, writeMlruns } from "./transfer/mlruns.ts";
