import * as tf from "@tensorflow/tfjs";

/** Whether TensorFlow uses oneDNN's kernels, which sum in another order than its own. */
export type OneDnn = "on" | "off" | "unknown";

const settings: Readonly<Record<string, OneDnn>> = { 0: "off", false: "off", 1: "on", true: "on" };

const isLoaded = tf.findBackendFactory("tensorflow") !== null;

const setting = (): OneDnn | undefined =>
  settings[process.env.TF_ENABLE_ONEDNN_OPTS?.toLowerCase() ?? ""];

// TensorFlow reads both while it loads. Unless told otherwise it decides by the processor whether to
// use oneDNN: results would differ in their last bits between machines.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
if (!isLoaded && setting() === undefined) process.env.TF_ENABLE_ONEDNN_OPTS = "0";

/** "unknown" where the processor decided, because tfjs-node was imported before this module. */
export const oneDnn: OneDnn = setting() ?? "unknown";
