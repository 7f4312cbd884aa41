import { join } from "node:path";
import { Application, LogLevel } from "typedoc";
import { entryPointsOf } from "./published-packages.mjs";

/** TypeDoc's model of a package's public interface. @throws where a source does not compile */
export const reflect = async (folder, options = {}) => {
  const app = await Application.bootstrap({
    entryPoints: entryPointsOf(folder),
    tsconfig: join(folder, "tsconfig.build.json"),
    basePath: join(folder, "src"),
    readme: join(folder, "README.md"),
    excludeInternal: true,
    logLevel: LogLevel.Warn,
    ...options,
  });
  const project = await app.convert();
  if (!project || app.logger.hasErrors()) throw new Error(`TypeDoc cannot read ${folder}`);
  return { app, project };
};
