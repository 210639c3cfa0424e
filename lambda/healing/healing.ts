/**
 * Healing, from top to bottom.
 *
 * Something is wrong in production, and somebody says so:
 *
 *   receive   A webhook: verified over its raw bytes, or it learns nothing. Handed over to the queue.
 *   intake    Any message of the queue becomes a Problem, recorded once, with one workflow.
 *   plan      Which deployment is it, if any? The plan table says what is done; the bad deployment is claimed, once.
 *   act       The newest build that passed is deployed again; promotions are locked; people are told.
 *   await     CodeDeploy is followed to its end.
 *   verify    The judge: is production as it was before the bad deployment?
 *   conclude  Closed, or people are called until the problem is over. Never a second rollback.
 *
 * Each is a function of an event, its ports and the time. Nothing is decided anywhere but in the plan table.
 */
export { receive } from './webhook/webhook';
export { intake } from './intake';
export { plan as planTable } from './planning/plan';
export { plan } from './plan';
export { act } from './act';
export { awaitRollback } from './await';
export { verify } from './verify';
export { conclude } from './conclude';
