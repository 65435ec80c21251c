import { allCases, answerCases, Case } from './cases';
import { timeOver } from '../../yardstick';
import { slipsIn } from '../slips';

/** One case in so many; 1 is all of them: `npm run test:input:full`. */
const EVERY = Number(process.env.INPUT_CASES_EVERY ?? 23);

/** The longest error: one line for each value, of which there are never more than some twenty. */
const LONGEST = 5000;

/** The longest that a case may take, in milliseconds; most take two. */
const SLOWEST = 2000;

/** What is wrong with how a case ended, if anything. */
function complaintsOf({ title, wrong, run }: Case): string[] {
  const started = performance.now();
  try {
    run();
    if (wrong) return [`${title}: a value that cannot be right was taken`];
  } catch (error) {
    const { name, message, stack } = error as Error;
    const frame = stack!.split('\n').find(line => /^\s+at /.test(line)) ?? '';
    const isOwn = message.startsWith('Validation failed') || (/[/\\]src[/\\]/.test(frame) && !/node_modules/.test(frame));
    if (name !== 'Error' || !isOwn) return [`${title}: a foreign exception, ${name}: ${message.slice(0, 200)}${frame}`];
    const [slip] = slipsIn(message.replace(/x{20,}/g, 'x'));
    if (slip !== undefined) return [`${title}: ${slip}`];
    if (message.length > LONGEST) return [`${title}: an error of ${message.length} characters`];
  }
  if (performance.now() - started <= SLOWEST) return [];
  const took = timeOver(SLOWEST, () => { try { run(); } catch { /* judged above */ } });
  return took === undefined ? [] : [`${title}: it took ${took.toFixed(0)} ms`];
}

test('whatever is given or answered anywhere is taken, or refused in words of this library', () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings: thousands of them
  const cases = [...allCases(), ...answerCases()].filter((_, index) => index % EVERY === 0);
  expect(cases.length).toBeGreaterThan(20_000 / EVERY);
  expect(cases.flatMap(complaintsOf)).toEqual([]);
}, 600_000);
