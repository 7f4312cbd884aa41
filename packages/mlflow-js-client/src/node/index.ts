export { type FromEnvironment, fromEnvironment } from "./environment.ts";
export { type FileJournalOptions, fileJournal } from "./file-journal.ts";
