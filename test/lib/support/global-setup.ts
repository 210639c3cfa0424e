import { openCache } from './synth-cache';

export default openCache;
