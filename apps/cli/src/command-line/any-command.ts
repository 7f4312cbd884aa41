import type { SubCommandsDef } from "citty";

/** A command whatever its options, as citty keeps its subcommands. */
export type AnyCommand = Exclude<SubCommandsDef[string], PromiseLike<unknown> | (() => unknown)>;
