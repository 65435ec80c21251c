import { cdk8s, javascript } from 'projen';

/** Folders beside src/ and test/ that hold TypeScript; each has its own tsconfig, which editors, eslint and tsx pick up. */
export const EXTRA_FOLDERS = ['benchmark', 'examples', 'reporter', 'scripts'];

/**
 * Type-checked, never written: tsx, jest and esbuild run TypeScript without looking at its types, so that a separate
 * `npm run check:types` has to. It takes test/tsconfig.json, which includes all of them: one run is four times faster than four.
 */
export function configureTsconfigs(project: cdk8s.ConstructLibraryCdk8s): void {
  const shared = project.tsconfigDev;
  [...EXTRA_FOLDERS, 'projenrc'].forEach(folder => shared.addInclude(`../${folder}/**/*.ts`));
  shared.addInclude('../.projenrc.ts');
  shared.addExclude('**/dist');
  shared.addExclude('../benchmark/build');
  // The package by its own name, before it is compiled: what examples and benchmarks import is what users import.
  shared.file.addOverride('compilerOptions.paths', { 'cdk8s-matrixinfer': ['../src/index.ts'] });
  // Tests import the types of packages that are ES modules; Node 20 and 22 can load those from here, node16 means older ones.
  shared.file.addOverride('compilerOptions.module', 'node20');

  for (const folder of EXTRA_FOLDERS) {
    new javascript.TypescriptConfig(project, {
      fileName: `${folder}/tsconfig.json`,
      extends: javascript.TypescriptConfigExtends.fromPaths(['../test/tsconfig.json']),
      include: ['**/*.ts'],
      exclude: ['**/node_modules', '**/dist', 'build'],
      compilerOptions: {},
    });
  }
}
