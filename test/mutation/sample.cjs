// A sample of all mutants, drawn by a seed, so that the score of whole rooms is known in minutes and the figure can be made again:
// MUTATION_ONE_OF=20 MUTATION_SEED=1 npm run test:mutation. Whether a mutant is drawn follows from its text and its place, and from no other mutant.
const { createHash } = require('crypto');

const ONE_OF = Number(process.env.MUTATION_ONE_OF ?? 1);
const SEED = process.env.MUTATION_SEED ?? '1';
const NOT_DRAWN = 'not drawn';

/** Whether a mutant is tried. */
function isDrawn({ fileName, location: { start, end }, replacement }) {
  const key = [SEED, fileName.replace(/^.*\bsrc\//, ''), start.line, start.column, end.line, end.column, replacement].join(' ');
  return createHash('sha256').update(key).digest().readUInt32BE() % ONE_OF === 0;
}

/** The result of one that is not: Stryker counts it as invalid, so that its own score is that of those that were drawn and those that no test reaches. */
const notDrawn = () => ({ status: 'error', errorMessage: NOT_DRAWN });

/** The score of all mutants: those that no test reaches are known, of the others a part was tried. */
function scoreOf({ files }) {
  const mutants = Object.values(files).flatMap(file => file.mutants);
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, survived, unreached] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
  const undrawn = mutants.filter(({ statusReason }) => statusReason?.includes(NOT_DRAWN)).length;
  const tried = killed + survived;
  const reached = tried + undrawn;
  const share = killed / tried;
  const weight = reached / (reached + unreached);
  // 95 of 100 samples are as near; a sample without survivors says nothing of how far it is.
  const error = undrawn === 0 ? 0 : 1.96 * Math.sqrt(share * (1 - share) / tried) * weight;
  const percent = number => `${(100 * number).toFixed(1)} %`;
  return `seed ${SEED}, one of ${ONE_OF}: of ${reached} mutants that tests reach ${tried} were tried and ${killed} noticed (${percent(share)}); ` +
    `no test reaches ${unreached}. Score of all: ${percent(share * weight)} ± ${percent(error)}`;
}

const reporter = () => ({ onMutationTestReportReady: report => console.log(scoreOf(report)) });

exports.isDrawn = isDrawn;
exports.notDrawn = notDrawn;
exports.strykerPlugins = [{ kind: 'Reporter', name: 'score', factory: Object.assign(reporter, { inject: [] }) }];
