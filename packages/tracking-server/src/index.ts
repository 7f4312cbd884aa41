export { version } from "./app.ts";
export { type Listening, type ListenOptions, listen } from "./network/listen.ts";
export { StoreError } from "./store/store-error.ts";
export {
  openTrackingServer,
  type TrackingServer,
  type TrackingServerOptions,
} from "./tracking-server.ts";
