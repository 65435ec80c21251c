/**
 * Organizations that the hub moved its old repositories without one to; it still answers to the old names.
 * https://huggingface.co/openai-community, https://huggingface.co/google-bert, https://huggingface.co/FacebookAI and so on
 */
const MOVED: readonly (readonly [name: RegExp, organization: string])[] = [
  [/^(gpt2(-medium|-large|-xl)?|openai-gpt|roberta-(base|large)-openai-detector)$/, 'openai-community'],
  [/^bert-/, 'google-bert'],
  [/^t5-/, 'google-t5'],
  [/^(distilbert-|distilroberta-|distilgpt2$)/, 'distilbert'],
  [/^(roberta-|xlm-)/, 'FacebookAI'],
  [/^albert-/, 'albert'],
  [/^xlnet-/, 'xlnet'],
  [/^transfo-xl-/, 'transfo-xl'],
  [/^ctrl$/, 'Salesforce'],
];

/** The id of a repository with its organization; undefined for an old one that is not known. */
export function fullRepository(repository: string): string | undefined {
  if (repository.includes('/')) return repository;
  const organization = MOVED.find(([name]) => name.test(repository))?.[1];
  return organization && `${organization}/${repository}`;
}
