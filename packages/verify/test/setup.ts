import "tfjs-jit/tfjs-node";
