// Imports @tensorflow/tfjs-node so that it works, without warnings, on every supported Node, and
// computes alike on every processor.
import "./node-util.ts";
import "./native-settings.ts";
import "@tensorflow/tfjs-node";

export { type OneDnn, oneDnn } from "./native-settings.ts";
