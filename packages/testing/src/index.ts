// A browser, and a page to open in it.

export { axeViolations } from "./axe.ts";
export { bundle } from "./bundle.ts";
export { openChromium } from "./chromium.ts";
export { type Served, serveFiles } from "./served-files.ts";

// A package as those have it who install it.

export { complaints } from "./complaints.ts";
export { bin, folderOfPackage } from "./folder-of-package.ts";
export { type Installed, install } from "./installed.ts";
export { lintPackage } from "./lint-package.ts";
