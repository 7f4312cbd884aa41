import { endWithParent } from "../src/sweep/workers/end-with-parent.ts";

endWithParent(Number(process.argv[2]));
process.send?.("ready", () => {
  for (;;);
});
