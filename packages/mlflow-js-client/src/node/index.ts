export {
  credentialsFromEnvironment,
  type FromEnvironment,
  fromEnvironment,
} from "./environment.ts";
export { type FileJournalOptions, fileJournal } from "./file-journal.ts";
