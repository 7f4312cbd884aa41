export {
  credentialsFromEnvironment,
  type FromEnvironment,
  fromEnvironment,
} from "./environment.ts";
export { type FileJournalOptions, fileJournal } from "./file-journal.ts";
export {
  type FileLock,
  LockedError,
  type LockHolder,
  type LockOptions,
  lockFile,
  lockHolder,
} from "./lock.ts";
