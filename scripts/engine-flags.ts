/*
 * Writes engine-flags/*.json: which command-line flags and metrics each released version of an engine has, read from the
 * engines' own packages. A flag that the pinned version lacks stops a Pod from starting; with this data synth says so.
 *
 * Usage: tsx scripts/engine-flags.ts [<engine> ...]      (all engines, when none is named)
 * Needs Python 3.10 and the package index that pip is configured for. What was read before is kept in the user's cache folder.
 */
import { DATA, runTool, whatIsMissing } from './engine-flags/tool';
import { start } from './lib/project';

start(engines => {
  const missing = whatIsMissing();
  if (missing) throw new Error(missing);
  runTool(['generate', DATA, ...engines]);
});
