import { given } from '../ground/objects';
import { literal } from '../ground/references';
import { ModelLocation } from '../values/model-location';

/** By the place as its source says it: models of one source have the same. */
const LITERAL = new WeakMap<ModelLocation, ModelLocation>();

/** The place of a model in which Kubernetes expands no `$`: the values that an engine makes of it go into command, args and env. */
export function literalModel(model: ModelLocation): ModelLocation {
  const known = LITERAL.get(model);
  if (known) return known;
  const plain = (text: string | undefined) => text && literal(text);
  const adapters = model.adapters && Object.fromEntries(given(model.adapters).map(([name, path]) => [name, literal(path)]));
  const beside = { adapters, draftModel: plain(model.draftModel), projector: plain(model.projector) };
  const made = { ...model, ...beside, path: literal(model.path), revision: plain(model.revision), file: plain(model.file) };
  LITERAL.set(model, made);
  return made;
}
