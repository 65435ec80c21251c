import { refuseUnknownMembers } from '../ground/input/constants';

/** The task that a language model is served for. */
export enum ModelTask {
  /** Text from a prompt: completions and chat. */
  GENERATE = 'generate',

  /** Vectors for texts. */
  EMBED = 'embed',

  /** Scores for pairs of a query and a document. */
  RERANK = 'rerank',

  /** Classes for texts. */
  CLASSIFY = 'classify',
}

refuseUnknownMembers(ModelTask, 'ModelTask');
