export * from './language-model';
export * from './runtimes';
