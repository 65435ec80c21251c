import { cdk8s } from 'projen';
import { EXTRA_FOLDERS } from './tsconfigs';

/** Rooms that users do not see, as test/api/rooms.ts says. */
const INTERNAL_ROOMS = ['ground', 'facts', 'flags', 'imports', 'render', 'checks', 'app', 'cli', 'fit'];

/** Internal modules: plain functions are allowed there, and nothing of them is exported to users. */
const INTERNAL = ['src/**/private/**', ...INTERNAL_ROOMS.map(room => `src/${room}/**`)];

/** Loaded where a user asks for one of their objects, and not with the package: each costs a start-up of its own. */
const LAZY = ['cdk8s-plus-27', 'yaml'];

/** Large files of this package of which the same is true. */
const LAZY_FILES = ['\\./imports/crds\\.generated'];

/** Syntax that TypeScript takes and this package does not, anywhere in src. */
const NOT_IN_SRC = [
  {
    selector: `Program > VariableDeclaration > VariableDeclarator > CallExpression[callee.name="require"][arguments.0.value=/^(${LAZY.join('|')})$/]`,
    message: 'require it inside the function that needs it: at the top of a file every user pays for loading it',
  },
  { selector: 'TSEnumDeclaration[const=true]', message: 'a const enum has no value at run time' },
];

/** Syntax that jsii takes and other languages cannot say, or that leaks out of the package unseen. */
const NOT_IN_API = [
  {
    selector: 'ExportNamedDeclaration > FunctionDeclaration',
    message: 'other languages have no functions: make it a static method, or move it to an internal room or a private/ folder',
  },
  {
    selector: 'ExportNamedDeclaration > VariableDeclaration',
    message: 'other languages have no exported constants: make it a static readonly member, or move it to an internal room or a private/ folder',
  },
  {
    selector: 'ExportNamedDeclaration > TSTypeAliasDeclaration',
    message: 'other languages have no type aliases: make it a class, an enum or an interface, or move it to an internal room or a private/ folder',
  },
  { selector: 'ExportNamedDeclaration > TSModuleDeclaration', message: 'no namespaces in the API' },
  {
    selector: 'ExportNamedDeclaration[declaration=null]:not([exportKind="type"])',
    message: 'export where it is declared; only a struct of a private file is exported on, with "export type"',
  },
  { selector: 'ExportDefaultDeclaration', message: 'no default exports: other languages have none' },
  { selector: 'ExportAllDeclaration', message: 'only src/index.ts re-exports' },
  { selector: 'TSEnumMember[id.name!=/^[A-Z][A-Z0-9_]*$/]', message: 'enum members are written IN_CAPS' },
  { selector: 'TSEnumMember > :not(Identifier, Literal)', message: 'enum members are plain strings or numbers' },
  { selector: 'MethodDefinition > TSEmptyBodyFunctionExpression', message: 'no overloads: other languages see the first one only' },
  { selector: 'ClassDeclaration > .typeParameters, TSInterfaceDeclaration > .typeParameters', message: 'no generics in the API' },
  { selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z].*Props$/]', message: 'a props interface starts with no I: jsii takes it for a behavioural interface' },
];

/** What a user can see has to say what it is; overrides inherit their words. */
const DOCUMENTED = [
  'ExportNamedDeclaration > ClassDeclaration',
  'ExportNamedDeclaration > TSInterfaceDeclaration',
  'ExportNamedDeclaration > TSEnumDeclaration',
  'TSEnumMember',
  'ExportNamedDeclaration > TSInterfaceDeclaration TSPropertySignature',
  'ExportNamedDeclaration > TSInterfaceDeclaration TSMethodSignature',
  ...['PropertyDefinition', 'MethodDefinition[kind!="constructor"]', 'TSAbstractMethodDefinition', 'TSAbstractPropertyDefinition']
    .map(member => `ExportNamedDeclaration > ClassDeclaration > ClassBody > ${member}:not([accessibility="private"]):not([override=true])`),
];

/** projen's rules for style; these add what keeps the API clean in every language and the layers apart. */
export function configureEslint(project: cdk8s.ConstructLibraryCdk8s): void {
  const eslint = project.eslint!;
  const lintTask = project.addTask('lint', {
    description: 'Lint without changing a file (npm run eslint mends what can be mended)',
    env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
  });
  EXTRA_FOLDERS.forEach(folder => {
    eslint.addLintPattern(folder);
    eslint.allowDevDeps(`**/${folder}/**`);
  });
  // import/no-cycle is not among the rules: test/api/layers.test.ts finds cycles in a second, the rule takes ten times as long as all others together.
  lintTask.exec(`eslint --ext .ts --max-warnings 0 src test ${EXTRA_FOLDERS.join(' ')} projenrc .projenrc.ts`);

  eslint.addPlugins('jsdoc');
  eslint.addIgnorePattern('**/dist/');
  eslint.addIgnorePattern('src/imports/');
  Object.assign(eslint.config.settings['import/resolver'].typescript, {
    project: ['./tsconfig.json', ...['test', ...EXTRA_FOLDERS].map(folder => `./${folder}/tsconfig.json`)],
    noWarnOnMultipleProjects: true,
  });
  eslint.addRules({
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-require-imports': ['error', { allow: [...LAZY, ...LAZY_FILES].map(name => `^${name}$`) }],
    'import/order': ['warn', {
      groups: ['builtin', 'external'],
      alphabetize: { order: 'asc', caseInsensitive: true },
      // Examples import the package by its name, as users do: it is sorted among the others.
      pathGroups: [{ pattern: 'cdk8s-matrixinfer', group: 'external' }],
      pathGroupsExcludedImportTypes: [],
    }],
  });
  eslint.addOverride({
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-restricted-imports': ['error', {
        paths: LAZY.map(name => ({ name, allowTypeImports: true, message: 'import its types only, and require it inside the function that needs it' })),
      }],
      'no-restricted-syntax': ['error', ...NOT_IN_SRC],
    },
  });
  eslint.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: ['src/index.ts', ...INTERNAL],
    rules: {
      'no-restricted-syntax': ['error', ...NOT_IN_SRC, ...NOT_IN_API],
      'jsdoc/require-jsdoc': ['error', { require: { FunctionDeclaration: false }, contexts: DOCUMENTED, checkConstructors: false }],
    },
  });
  eslint.addOverride({
    files: ['src/index.ts'],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: 'Program > :not(ExportAllDeclaration)', message: 'index.ts exports only: export * from …' },
        {
          selector: 'ExportAllDeclaration[source.value=/private|\\.\\u002F(ground|facts|flags|imports|render|checks|app|cli)\\u002F/]',
          message: 'internal modules are not exported to users',
        }],
    },
  });
}
