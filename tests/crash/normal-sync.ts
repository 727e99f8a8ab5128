import SQLite from 'better-sqlite3';

/*
 * Preloaded into the control run of the power-cut test: the same server, but its databases are not synced at
 * each commit. What the cut takes from it proves that the test can see the difference.
 */
const { pragma } = SQLite.prototype;
SQLite.prototype.pragma = function (source, options) {
  return pragma.call(this, source.replace('synchronous = FULL', 'synchronous = NORMAL'), options);
};
