/*
 * Prints how many tests passed and failed in all suites of a run: `N passed, N failed`, alone on a line.
 * Why: every suite closes with a summary of its own, and somebody who reads the end of a long log wants one.
 * Plain JavaScript, because it has to work when `npm ci` has failed.
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const reports = join(__dirname, '..', 'test-reports');
const suites = existsSync(reports)
  ? readdirSync(reports).filter(file => file.endsWith('.json')).map(file => JSON.parse(readFileSync(join(reports, file), 'utf8')))
  : [];
const sum = count => suites.reduce((total, suite) => total + suite[count], 0);
const skipped = sum('numPendingTests');
// A suite that does not even load has no failed test; it must not look like a green one.
const failed = sum('numFailedTests') + suites.reduce((total, suite) => total + (suite.numRuntimeErrorTestSuites ?? 0), 0);

console.log(`${sum('numPassedTests')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
