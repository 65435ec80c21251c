import { ModelSource } from '../../sources/model-source';
import { Framework } from '../../values/framework';
import { EngineChoice } from '../engine-choice';

/** The engine that is taken for a framework and a source; it is loaded, with all engines that can be taken, when it is asked for. */
export function chosenEngine(framework: Framework, source: ModelSource): EngineChoice {
  return EngineChoice.of(framework, source);
}
