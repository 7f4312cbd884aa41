import "tfjs-jit/tfjs-node";
import "@vae-lab/testing/matchers";
