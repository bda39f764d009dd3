// The old import path, until its importer names `siteTime` itself.
export { readWritten } from './siteTime';
