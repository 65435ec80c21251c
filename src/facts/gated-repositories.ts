/**
 * Repositories of the Hugging Face hub whose makers let in those alone who accepted their terms, as they were found; others are open, or are
 * not known to be gated. https://huggingface.co/docs/hub/models-gated
 */
const GATED = [
  /^meta-llama\//,
  /^google\/(code|data|embedding|function|med|pali|recurrent|shield|t5|tx|vault)?gemma(?!-?4)/,
  /^mistralai\/(mistral-7b|mixtral-8x|mistral-large|mistral-nemo|codestral-22b|ministral-8b-instruct-2410|pixtral-large)/,
  /^(cohereforai|coherelabs)\/(c4ai|aya|command)-/,
  /^bigcode\/starcoder(?!2)/,
  /^databricks\/dbrx-/,
  /^tiiuae\/falcon-180b/,
  /^stabilityai\/stable-diffusion-3/,
  /^black-forest-labs\/flux\.1-.*dev/,
  /^facebook\/(dinov3|sam3|chameleon)/,
  /^pyannote\//,
];

/** Whether a repository is known to be gated; the hub does not tell upper from lower case in a name. */
export function isGated(repository: string): boolean {
  return GATED.some(pattern => pattern.test(repository.toLowerCase()));
}
