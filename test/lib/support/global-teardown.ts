import { closeCache } from './synth-cache';

export default closeCache;
