/** How many answers are remembered, and for texts of which length. */
const MOST = 5_000;
const LONGEST = 100;

/**
 * The same function, which remembers its answers about short texts: an app says the same words again and again. Names of models are said a dozen times, and
 * never again, so that all is forgotten when it has become much.
 */
export function remembered<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return text => {
    if (text.length > LONGEST) return ask(text);
    const answer = known.get(text);
    if (answer !== undefined || known.has(text)) return answer as Answer;
    if (known.size >= MOST) known.clear();
    const found = ask(text);
    known.set(text, found);
    return found;
  };
}
