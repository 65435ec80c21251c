import { plainModel } from '../../fixtures';
import { args, flags, plainFlags, RuleExamples } from '../rule-examples';

const FORK = flags('2.0.0', 'fork.example.com/fork:2.0.0');

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--level', 'high'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
  holds: chart => plainModel(chart, 'model', { args: ['--level', '1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
  says: /--level is "high", allowed is a whole number, as far as plain 2.0.0 is concerned/,
  fixes: [
    {
      fix: /give --level an allowed value, or remove it from args; acknowledge the finding when the image takes it/,
      broken: args(['--level', 'high'], FORK),
      mended: [args(['--level', '2'], FORK), args([], FORK)],
    },
    {
      fix: /give --enable-cache alone; acknowledge the finding when the image takes it/,
      broken: args(['--enable-cache', 'true'], FORK),
      mended: [args(['--enable-cache'], FORK)],
    },
    {
      fix: /remove it from args, or put the flag in front that it is the value of/,
      broken: args(['stray'], { officialImages: ['acme/plain'] }),
      mended: [args([], { officialImages: ['acme/plain'] }), args(['--text', 'stray'], { officialImages: ['acme/plain'] })],
    },
  ],
};
