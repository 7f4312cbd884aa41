// Imports @tensorflow/tfjs-node so that it works, without warnings, on every supported Node.
import "./node-util.ts";
import "@tensorflow/tfjs-node";
