/*
 * Kubernetes replaces `$(NAME)` in command, args and env by the value of a variable, and `$$` by `$`; a `$(NAME)` that nothing defines stays.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint
 */

/** A text of a user as it has to stand in command, args or env, so that the container gets it as it was written. */
export function literal(text: string): string {
  return text.includes('$') ? text.replace(/\$/g, '$$$$') : text;
}

/** Names of the variables that a text of command, args or env refers to. */
export function referencesIn(text: string): string[] {
  if (!text.includes('$(')) return [];
  return [...text.matchAll(/\$\$|\$\(([^\s()]+)\)/g)].map(([, name]) => name).filter(name => name !== undefined);
}
