import "@tensorflow/tfjs-node";
