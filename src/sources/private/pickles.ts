/** Endings of files that are, or have inside, what Python unpickles: whoever writes one writes code that the server runs while it loads it. */
const PICKLE = /(\.(pt|pth|ckpt|pkl|pickle|joblib|dill|mar)|(^|[-_])(pytorch|adapter)[-_]model[^/]*\.bin)$/i;

/** Whether a file is unpickled to be loaded, as far as its name says it. */
export function isPickle(file: string): boolean {
  return PICKLE.test(file);
}
