import { ExtraContainer } from '../values/extra-container';

/** A container that runs to its end before the server starts, for example to download the model. */
export interface InitContainer extends ExtraContainer {}
