import type { EssayClaimName } from "./essay-claims.ts";
import type { Finding } from "./finding.ts";
import type { StudyOptions, StudySize } from "./study.ts";
import type { StudyFigure } from "./study-figure.ts";

/** What a report rests on. */
export interface Provenance {
  /** Finished trials of those that were planned. */
  readonly finished: number;
  readonly planned: number;
  /** Seconds of training and evaluation, all trials together. */
  readonly seconds: number;
  /** SHA-256 of each data set that was trained on. */
  readonly dataHashes: readonly string[];
  /** Hashes of the code that computed the trials. */
  readonly codeHashes: readonly string[];
  /** Hash of the ids of the planned trials, hence of their configs and data. */
  readonly planHash: string;
}

/** The report of a study: `docs/findings/<study>/report.json`. */
export interface StudyReport {
  readonly version: 1;
  readonly study: string;
  readonly question: string;
  readonly setting: string;
  readonly size: StudySize;
  readonly options: StudyOptions;
  readonly findings: readonly Finding[];
  readonly figures: readonly StudyFigure[];
  readonly wouldChangeOurMind: string;
  readonly changes: readonly string[];
  /** Run the study and write the report again. */
  readonly commands: readonly string[];
  readonly provenance: Provenance;
}

/** A study as the list of findings names it, also before it has run. */
export interface ListedStudy {
  readonly name: string;
  readonly question: string;
  readonly setting: string;
  readonly claims: readonly Pick<Finding, "name" | "claim" | "rule" | "supports" | "opposes">[];
  /** Runs it at the size that shall settle it. */
  readonly command: string;
  /** Whether `<name>/report.json` exists. */
  readonly isReported: boolean;
}

/** All studies and the verdicts on the essay's claims: `docs/findings/findings.json`. */
export interface FindingsIndex {
  readonly version: 1;
  readonly studies: readonly ListedStudy[];
  readonly essay: readonly {
    readonly name: EssayClaimName;
    readonly claim: string;
    readonly verdict: string;
    /** The findings that bear on it. */
    readonly bearings: readonly {
      readonly study: string;
      readonly finding: string;
      readonly isInFavour?: boolean;
    }[];
    /** Commands that run the studies which bear on it and have not run. */
    readonly commands: readonly string[];
  }[];
}
