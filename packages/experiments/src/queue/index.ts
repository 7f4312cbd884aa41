// Sweeps on many machines, through a queue in Redis

export { measureDispatch } from "./measure-dispatch.ts";
export { redisAddress } from "./redis-address.ts";
export { cancelQueuedSweep, sweepThroughQueue } from "./sweep-through-queue.ts";
export { workForQueue } from "./work-for-queue.ts";
