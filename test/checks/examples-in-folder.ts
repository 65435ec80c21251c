import { readdirSync } from 'fs';
import { join } from 'path';
import { RuleExamples } from './rule-examples';

const FOLDER = join(__dirname, 'rules');

/** The examples of every rule that has some, by its id, which is the name of their file; what a rule needs beyond them is in the test beside it. */
export const EXAMPLES: ReadonlyMap<string, RuleExamples> = new Map(readdirSync(FOLDER).filter(name => !name.endsWith('.test.ts')).map(name => {
  const { examples } = jest.requireActual<{ readonly examples: RuleExamples }>(join(FOLDER, name));
  return [name.replace(/\.ts$/, ''), examples];
}));
