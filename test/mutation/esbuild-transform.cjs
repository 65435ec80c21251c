// TypeScript without its types: a mutant is run many times, and its types are not what is tested.
const { transformSync } = require('esbuild');

module.exports = {
  process: (source, sourcefile) => transformSync(source, {
    loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcefile, tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  }),
};
